"""Use cases of the narrative module: read, decide, read again."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import structlog

from domains.core.errors import DomainError
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.narrative.engine.interface import StoryEngine
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.run import Run, Step, StoryView
from domains.narrative.engine.teller import Teller
from domains.narrative.errors import (
    ChapterRestoredError,
    ChoiceNotOpenError,
    DecisionPendingError,
    DecisionWithdrawnError,
    NotYourRunError,
    SaveRejectedError,
    StaleChoiceError,
)
from domains.narrative.journal.model import StoryCard, card
from domains.narrative.journal.service import Journal
from domains.narrative.payments.model import State
from domains.narrative.payments.repository import Payments
from domains.narrative.payments.service import PaidDecisions
from domains.narrative.repository import Runs
from domains.narrative.turns.service import Turns

__all__ = ["NarrativeService", "Step", "StoryCard", "StoryView"]

log = structlog.get_logger(__name__)


class NarrativeService:
    """Tells one story to everybody, each at their own place.

    Methods that move somebody may raise StoryBrokenError: the script failed, and nothing
    was changed.
    """

    def __init__(self, uow: UnitOfWork, engine: StoryEngine, story: StoryVersion) -> None:
        self._uow = uow
        self._story = story
        self._teller = Teller(engine, story)
        self._runs = Runs()
        self._journal = Journal()
        self._turns = Turns(self._teller)
        self._payments = Payments()
        self.paid_decisions = PaidDecisions(self._turns)

    async def open(self, user_id: int, language: str) -> StoryView:
        """Begin, go on to the next chapter, or show the present turn once more.

        The present turn comes from the database as it was told; it is told again only when
        the language has changed. A run whose version is gone begins its chapter anew.
        """
        async with self._uow.reading() as tx:
            run = await self._runs.current(tx, user_id, self._story.id)
        if run is not None and self._teller.is_fresh(run, language):
            return self._teller.view(run)
        async with self._uow() as tx:
            run = await self._runs.current(tx, user_id, self._story.id, lock=True)
            if run is None:
                return await self._begin(tx, user_id, self._story.first_chapter, language, {})
            if (following := self._teller.following(run)) is not None:
                return await self._go_on(tx, run, following, language)
            if not run.page.ended and not self._teller.fits(run):
                return await self._begin_again(tx, run, language)
            return await self._retell(tx, run, language)

    async def choose(
        self, user_id: int, *, run_id: int, turn: int, choice: int, language: str
    ) -> Step:
        """Decide. State, effects and events are committed together, once.

        A decision that costs besitos asks for these first: the step then has a
        `reservation_id`, and `outcome` says a moment later what became of it. The same
        decision again, e.g. a double tap, gives the present view and does nothing.
        Raises NotYourRunError, ChoiceNotOpenError, DecisionPendingError while another
        decision of the turn waits for besitos, StaleChoiceError for an earlier turn, and
        ChapterRestoredError when the kept state could not be trusted: then the player
        stands at the chapter's start. `open` shows where.
        """
        try:
            async with self._uow() as tx:
                run = await self._owned(tx, user_id, run_id)
                if run.turn == turn + 1 and run.last_choice == choice:
                    return Step(self._teller.view(run), run.last_text or "", repeated=True)
                if run.turn != turn:
                    raise StaleChoiceError(run=run_id, turn=turn)
                if not 0 <= choice < len(run.page.choices):
                    raise ChoiceNotOpenError(run=run_id, turn=turn, choice=choice)
                return await self._decide(tx, run, choice, language)
        except SaveRejectedError as error:
            log.exception("narrative.save_rejected", run_id=run_id, turn=turn)
            await self._recover(user_id, run_id, turn, language)
            raise ChapterRestoredError(run=run_id) from error

    async def outcome(self, user_id: int, reservation_id: UUID) -> Step:
        """What became of a paid decision; as `choose`, while it waits or when it was refused.

        Raises NotYourRunError, DecisionWithdrawnError when it was called off, and
        StaleChoiceError when the story has moved on since it was refused.
        """
        async with self._uow.reading() as tx:
            payment = await self._payments.get(tx, reservation_id)
            run = None if payment is None else await self._runs.get(tx, payment.run_id)
        if payment is None or run is None or run.user_id != user_id:
            raise NotYourRunError(reservation=str(reservation_id))
        if payment.state == State.WITHDRAWN:
            raise DecisionWithdrawnError(run=payment.run_id)
        view = self._teller.view(run)
        if payment.state == State.APPLIED and run.is_current:
            return Step(view, run.last_text or "")
        if not run.is_current or run.turn != payment.turn:
            raise StaleChoiceError(run=run.run_id, turn=payment.turn)
        chosen = run.page.choices[payment.choice].text
        is_refused = payment.state == State.REFUSED
        return Step(view, chosen, reservation_id=reservation_id, is_refused=is_refused)

    async def restart(self, user_id: int, run_id: int, turn: int, language: str) -> StoryView:
        """Begin the run's chapter anew, as it was entered.

        Raises NotYourRunError, and StaleChoiceError when the run has moved on.
        """
        async with self._uow() as tx:
            run = await self._owned(tx, user_id, run_id)
            if run.turn != turn:
                raise StaleChoiceError(run=run_id, turn=turn)
            return await self._begin_again(tx, run, language)

    def chapters(self) -> Mapping[str, bool]:
        """The ids of the chapters, in order; whether each is for VIPs."""
        return {each.id: each.vip for each in self._story.manifest.chapters}

    async def card(self, user_id: int, language: str) -> StoryCard:
        """Relationships, clues and endings of a player."""
        async with self._uow.reading() as tx:
            found = await self._journal.findings(tx, user_id, self._story.id)
        return card(self._story.manifest, found, language)

    def clue_name(self, clue_id: str, language: str) -> str | None:
        """What a clue is called; None for an unknown one."""
        manifest = self._story.manifest
        clue = manifest.clues.get(clue_id)
        return clue.name[manifest.language(language)] if clue is not None else None

    def clue_description(self, clue_id: str, language: str) -> str | None:
        """What a clue says; None for an unknown one."""
        manifest = self._story.manifest
        clue = manifest.clues.get(clue_id)
        return clue.description[manifest.language(language)] if clue is not None else None

    async def _owned(self, tx: Transaction, user_id: int, run_id: int) -> Run:
        run = await self._runs.locked(tx, run_id)
        if run is None or run.user_id != user_id or run.story_id != self._story.id:
            raise NotYourRunError(run=run_id)
        if not run.is_current:
            raise StaleChoiceError(run=run_id)
        return run

    async def _decide(self, tx: Transaction, run: Run, choice: int, language: str) -> Step:
        chosen = run.page.choices[choice]
        waiting = await self._payments.pending_of(tx, run.run_id)
        if waiting is not None and waiting.choice != choice:
            raise DecisionPendingError(run=run.run_id, turn=run.turn)
        if waiting is None and not chosen.cost:
            return await self._turns.take(tx, run, choice, language)
        if waiting is None:
            waiting = await self.paid_decisions.reserve(tx, run, chosen, language)
        view = self._teller.view(run)
        return Step(view, chosen.text, reservation_id=waiting.reservation_id)

    async def _begin(
        self,
        tx: Transaction,
        user_id: int,
        chapter_id: str,
        language: str,
        variables: Mapping[str, object],
    ) -> StoryView:
        place = (self._story.id, chapter_id)
        # Any number does; it need not be secret, only differ from reading to reading.
        seed = (int(tx.now.timestamp() * 1_000) ^ user_id) % 2**31
        new = self._teller.begin(chapter_id, language, seed, variables)
        if await self._runs.begin(tx, user_id, place, seed, new):
            title = self._story.about(chapter_id).title[new.language]
            await self._journal.begin(tx, user_id, place, variables, title)
            standing = self._teller.standing(new, chapter_id)
            await self._journal.stand(tx, user_id, self._story.id, standing)
        # Not begun: a second tap was a moment faster, and its run is as good.
        run = await self._runs.current(tx, user_id, self._story.id)
        if run is None:
            raise StaleChoiceError(story=self._story.id)
        return self._teller.view(run)

    async def _begin_again(self, tx: Transaction, run: Run, language: str) -> StoryView:
        chapter_id = run.chapter_id
        if not self._story.has(chapter_id):
            chapter_id = self._story.first_chapter
        place = (self._story.id, chapter_id)
        variables = await self._journal.variables(tx, run.user_id, place)
        await self._runs.leave(tx, run)
        return await self._begin(tx, run.user_id, chapter_id, language, variables)

    async def _go_on(self, tx: Transaction, run: Run, following: str, language: str) -> StoryView:
        try:
            variables = self._teller.carry_over(run)
        except SaveRejectedError:
            log.exception("narrative.save_rejected", run_id=run.run_id, turn=run.turn)
            place = (run.story_id, run.chapter_id)
            variables = await self._journal.variables(tx, run.user_id, place)
        await self._runs.leave(tx, run)
        return await self._begin(tx, run.user_id, following, language, variables)

    async def _retell(self, tx: Transaction, run: Run, language: str) -> StoryView:
        place = (run.story_id, run.chapter_id)
        variables = await self._journal.variables(tx, run.user_id, place)
        try:
            new = self._teller.retell(run, language, variables)
        except DomainError:
            # The old words are better than none; the next turn comes in the new language.
            log.exception("narrative.not_retold", run_id=run.run_id, language=language)
            return self._teller.view(run)
        return self._teller.view(await self._runs.retell(tx, run, new) or run)

    async def _recover(self, user_id: int, run_id: int, turn: int, language: str) -> None:
        async with self._uow() as tx:
            run = await self._owned(tx, user_id, run_id)
            if run.turn == turn:
                await self._begin_again(tx, run, language)
