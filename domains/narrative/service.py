"""Use cases of the narrative module: read, decide, take back, read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import structlog

from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.narrative.chapters.service import Chapters, Start
from domains.narrative.engine.interface import StoryEngine
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.run import Run, Step, StoryView
from domains.narrative.engine.teller import Teller
from domains.narrative.engine.tellers import Tellers
from domains.narrative.errors import (
    ChapterRestoredError,
    DecisionPendingError,
    DecisionWithdrawnError,
    NotYourRunError,
    SaveRejectedError,
    StaleChoiceError,
    StoryBrokenError,
    StoryNotFoundError,
)
from domains.narrative.journal.model import StoryCard, card
from domains.narrative.journal.service import Journal
from domains.narrative.payments.model import Payment, State
from domains.narrative.payments.repository import Payments
from domains.narrative.payments.service import PaidDecisions
from domains.narrative.readers.service import Readers
from domains.narrative.repository import Runs
from domains.narrative.shares.service import Shares
from domains.narrative.turns.service import Turns
from domains.narrative.versions.service import Versions
from domains.narrative.waits.service import Alarms

__all__ = ["NarrativeService", "Step", "StoryCard", "StoryView"]

log = structlog.get_logger(__name__)

AWAY = timedelta(hours=6)
"""Who comes back after so long is told what had happened."""


class NarrativeService:
    """Tells everybody the story they have open, at their own place and in their own version.

    `story` is the house's own: open until somebody takes another one from the shelf. What
    moves somebody may raise StoryBrokenError: the script failed, nothing was changed.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        engine: StoryEngine,
        story: StoryVersion,
        versions: Versions | None = None,
    ) -> None:
        self._uow = uow
        self.story_id = story.id
        self.tellers = Tellers(engine, versions or Versions([story]))
        self.turns = Turns(self.tellers)
        self.chapters = Chapters(self.tellers)
        self.shares = Shares()
        self.paid_decisions = PaidDecisions(self.turns)
        self._runs = Runs()
        self._journal = Journal()
        self._readers = Readers()
        self._payments = Payments()
        self._alarms = Alarms()

    async def open(self, user_id: int, language: str) -> StoryView:
        """Begin, go on to the next chapter, or show the present turn once more.

        The present turn comes from the database as it was told; it is told again only when
        the language has changed. Who was away for six hours is reminded of what had happened.
        """
        async with self._uow.reading() as tx:
            run = await self._runs.open(tx, user_id, self.story_id)
            if run is not None and not run.page.ended and tx.now - run.updated_at < AWAY:
                teller = await self.tellers.of(tx, run)
                if teller is not None and teller.is_fresh(run, language):
                    return teller.view(run, tx.now)
        async with self._uow() as tx:
            run = await self._runs.open(tx, user_id, self.story_id, lock=True)
            if run is None:
                return await self._first(tx, user_id, language)
            following = await self.chapters.following(tx, run)
            if following is not None:
                return await self._view(
                    tx, await self.chapters.go_on(tx, run, following, language)
                )
            return await self._return(tx, run, language)

    async def look(self, user_id: int, language: str) -> StoryView:
        """As `open`, but stay at the end of a chapter."""
        async with self._uow() as tx:
            run = await self._runs.open(tx, user_id, self.story_id, lock=True)
            if run is None:
                return await self._first(tx, user_id, language)
            return await self._return(tx, run, language)

    async def choose(
        self, user_id: int, *, run_id: int, turn: int, choice: int, language: str
    ) -> Step:
        """Decide. State, effects and events are committed together, once.

        A decision that costs besitos asks for these first: the step then has a
        `reservation_id`, and `outcome` says a moment later what became of it. The same
        decision again, e.g. a double tap, gives the present view and does nothing.
        Raises NotYourRunError, ChoiceNotOpenError, ChoiceLockedError, VipOnlyError,
        StillWaitingError, DecisionPendingError while another decision of the turn waits for
        besitos, StaleChoiceError for an earlier turn, and ChapterRestoredError when the kept
        state could not be trusted and another place was found. `open` shows where.
        """
        try:
            return await self._choose(user_id, run_id, turn, choice, language)
        except StoryBrokenError:  # the script, or a state that looked sound
            if not await self._mend(user_id, run_id, turn, language):
                raise
        except SaveRejectedError as error:
            log.exception("narrative.save_rejected", run_id=run_id, turn=turn)
            if not await self._recover(user_id, run_id, turn, language):
                raise ChapterRestoredError(run=run_id) from error
        try:
            return await self._choose(user_id, run_id, turn, choice, language)
        except SaveRejectedError as error:
            async with self._uow() as tx:
                run = await self._owned(tx, user_id, run_id)
                await self.chapters.begin_again(tx, run, language)
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
            view = await self._view(tx, run)
        if payment.state == State.WITHDRAWN:
            raise DecisionWithdrawnError(run=payment.run_id)
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
            run = await self._at(tx, user_id, run_id, turn)
            return await self._view(tx, await self.chapters.begin_again(tx, run, language))

    async def undo(self, user_id: int, run_id: int, turn: int, language: str) -> StoryView:
        """Take the last decision back; up to five, one after the other.

        What it earned stays and is not earned again. Raises NotYourRunError,
        StaleChoiceError, NothingToUndoError, DecisionPendingError, and DecisionStandsError
        for one that was paid for.
        """
        async with self._uow() as tx:
            run = await self._at(tx, user_id, run_id, turn)
            if await self._payments.pending_of(tx, run_id) is not None:
                raise DecisionPendingError(run=run_id, turn=turn)
            back = await self.turns.undo(tx, run)
            return await self._return(tx, back, language)

    async def stop_waiting(self, user_id: int, run_id: int, turn: int, language: str) -> StoryView:
        """Open the page's choices now: nobody has to wait who does not wish to.

        Raises NotYourRunError, StaleChoiceError.
        """
        async with self._uow() as tx:
            run = await self._at(tx, user_id, run_id, turn)
            await self._alarms.cancel(tx, run)
            opened = await self._runs.open_doors(tx, run) or run
            return await self._return(tx, opened, language)

    async def card(self, user_id: int, language: str) -> StoryCard:
        """Relationships, clues and endings of a player."""
        async with self._uow.reading() as tx:
            story_id = (await self._readers.get(tx, user_id)).book or self.story_id
            found = await self._journal.findings(tx, user_id, story_id)
            run = await self._runs.current(tx, user_id, story_id)
            story = (await self.tellers.open(tx, run, story_id)).story
        return card(story.manifest, found, language)

    async def _first(self, tx: Transaction, user_id: int, language: str) -> StoryView:
        reader = await self._readers.get(tx, user_id)
        try:
            teller = await self.tellers.newest(tx, reader.book or self.story_id)
        except StoryNotFoundError:
            if reader.book is None:
                raise
            # Taken off before they began it: back to the house's own, where they were.
            await self._readers.open_book(tx, user_id, self.story_id, self.story_id)
            teller = await self.tellers.newest(tx, self.story_id)
        start = Start(teller.story.first_chapter, language, {})
        return await self._view(tx, await self.chapters.begin(tx, teller, reader, start))

    async def _return(self, tx: Transaction, run: Run, language: str) -> StoryView:
        """The present turn, told as it can be told now."""
        teller = await self.tellers.of(tx, run)
        if teller is None and not run.page.ended:
            run = await self._without_version(tx, run, language)
            teller = await self.tellers.of(tx, run)
        elif teller is not None and not teller.is_fresh(run, language):
            run = await self.chapters.retell(tx, teller, run, language)
        view = await self._view(tx, run, teller)
        if tx.now - run.updated_at < AWAY or run.page.ended:
            return view
        await self._runs.touch(tx, run)
        return replace(view, recap=await self.chapters.recap(tx, run))

    async def _without_version(self, tx: Transaction, run: Run, language: str) -> Run:
        if await self.tellers.must_restart(tx, run):
            return await self.chapters.begin_again(tx, run, language)
        return await self.chapters.recover(tx, run, language)

    async def _view(self, tx: Transaction, run: Run, teller: Teller | None = None) -> StoryView:
        teller = teller or await self.tellers.of(tx, run)
        teller = teller or await self.tellers.newest(tx, run.story_id, run.newest)
        view = teller.view(run, tx.now)
        return replace(view, next_chapter=await self.chapters.following(tx, run))

    async def _at(self, tx: Transaction, user_id: int, run_id: int, turn: int) -> Run:
        run = await self._owned(tx, user_id, run_id)
        if run.turn != turn:
            raise StaleChoiceError(run=run_id, turn=turn)
        return run

    async def _owned(self, tx: Transaction, user_id: int, run_id: int) -> Run:
        run = await self._runs.locked(tx, run_id)
        if run is None or run.user_id != user_id:
            raise NotYourRunError(run=run_id)
        if not run.is_current:
            raise StaleChoiceError(run=run_id)
        if run.story_id != (run.reader.book or self.story_id):
            # A page of another story that they read: their thumb opens it again.
            await self._readers.open_book(tx, user_id, run.story_id, self.story_id)
        return run

    async def _choose(
        self, user_id: int, run_id: int, turn: int, choice: int, language: str
    ) -> Step:
        async with self._uow() as tx:
            run = await self._owned(tx, user_id, run_id)
            if run.turn == turn + 1 and run.last_choice == choice:
                return Step(await self._view(tx, run), run.last_text or "", repeated=True)
            if run.turn != turn:
                raise StaleChoiceError(run=run_id, turn=turn)
            return await self._decide(tx, run, choice, language)

    async def _decide(self, tx: Transaction, run: Run, choice: int, language: str) -> Step:
        chosen = self.turns.opened(tx, run, choice)
        waiting = await self._pending(tx, run)
        if waiting is not None and waiting.choice != choice:
            raise DecisionPendingError(run=run.run_id, turn=run.turn)
        if waiting is None and not chosen.cost:
            taken = await self.turns.take(tx, run, choice, language)
            view = taken.step.view
            if view.ended:
                view = await self._view(tx, taken.run)
            share = await self.shares.of(tx, run, choice)
            return replace(taken.step, view=view, share=share)
        if waiting is None:
            waiting = await self.paid_decisions.reserve(tx, run, chosen, language)
        view = await self._view(tx, run)
        return Step(view, chosen.text, reservation_id=waiting.reservation_id)

    async def _pending(self, tx: Transaction, run: Run) -> Payment | None:
        """The paid decision that the run's page waits for: only one with prices can."""
        return await self._payments.pending_of(tx, run.run_id) if run.page.is_priced else None

    async def _mend(self, user_id: int, run_id: int, turn: int, language: str) -> bool:
        """True when the run's state was not what its decisions lead to, and now is."""
        async with self._uow() as tx:
            return await self.chapters.mend(
                tx, await self._at(tx, user_id, run_id, turn), language
            )

    async def _recover(self, user_id: int, run_id: int, turn: int, language: str) -> bool:
        """True when the run stands at the same turn again, with a state that can be trusted."""
        async with self._uow() as tx:
            run = await self._at(tx, user_id, run_id, turn)
            after = await self._without_version(tx, run, language)
        return after.run_id == run_id and after.turn == turn
