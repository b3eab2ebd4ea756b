"""Taking a turn: from a choice to the next page, with all that it changes, in one transaction."""

from __future__ import annotations

from dataclasses import replace

from domains.core.unit_of_work import Transaction
from domains.narrative.engine.run import NewPage, Run, Step
from domains.narrative.engine.teller import Teller
from domains.narrative.engine.tellers import Tellers
from domains.narrative.engine.view import ViewChoice
from domains.narrative.errors import (
    ChoiceLockedError,
    ChoiceNotOpenError,
    DecisionStandsError,
    NothingToUndoError,
    SaveRejectedError,
    StaleChoiceError,
    StillWaitingError,
    VipOnlyError,
)
from domains.narrative.journal.service import Journal, Outcome
from domains.narrative.payments.model import Payment
from domains.narrative.readers.model import Facts
from domains.narrative.readers.service import Readers
from domains.narrative.repository import Runs, Saves
from domains.narrative.turns.model import Taken, Turn
from domains.narrative.turns.repository import TurnRows
from domains.narrative.waits.service import Alarms


class Turns:
    """Works inside the caller's transaction."""

    def __init__(self, tellers: Tellers) -> None:
        self._tellers = tellers
        self._rows = TurnRows()
        self._runs = Runs()
        self._saves = Saves()
        self._journal = Journal()
        self._readers = Readers()
        self._alarms = Alarms()

    def opened(self, tx: Transaction, run: Run, choice: int) -> ViewChoice:
        """A choice of the page that this reader may take now, besitos aside.

        Raises ChoiceNotOpenError, StillWaitingError, ChoiceLockedError, VipOnlyError.
        """
        if not 0 <= choice < len(run.page.choices):
            raise ChoiceNotOpenError(run=run.run_id, turn=run.turn, choice=choice)
        if run.is_waiting(tx.now):
            raise StillWaitingError(run=run.run_id)
        chosen = run.page.choices[choice]
        if chosen.lock is not None:
            raise ChoiceLockedError(run=run.run_id, missing=chosen.lock)
        if not chosen.is_open(is_vip=run.reader.is_vip(tx.now)):
            raise VipOnlyError(run=run.run_id)
        return chosen

    async def take(self, tx: Transaction, run: Run, choice: int, language: str) -> Taken:
        """Move a locked run on by one of its choices.

        Before the first change it raises StaleChoiceError when the run has moved meanwhile,
        SaveRejectedError, StoryBrokenError.
        """
        teller = await self._tellers.of(tx, run)
        if teller is None:
            raise SaveRejectedError(run=run.run_id, reason="made by another version")
        facts = await self._facts(tx, teller, run, language)
        new, changes = teller.choose(run, choice, language, facts)
        chosen = run.page.choices[choice]
        await self._alarms.cancel(tx, run)
        new = self._with_alarm(tx, run, new)
        turn = Turn(run, chosen, new, {c.character_id: c.after for c in changes.relationships})
        moved = await self._rows.write(tx, turn)
        if moved is None:
            raise StaleChoiceError(run=run.run_id, turn=run.turn)
        await self._saves.forget_old(tx, run)
        told = Outcome(run, chosen, turn.words, new.page, changes, moved.is_new)
        points = await self._journal.tell(tx, told)
        view = teller.view(moved.run, tx.now)
        return Taken(moved.run, Step(view, chosen.text, changes, points))

    async def take_paid(self, tx: Transaction, payment: Payment) -> Taken:
        """Move on by a decision that is paid for.

        Raises StaleChoiceError when the run is not where it was decided, or the price has
        changed, and what `take` raises: nothing has been changed then.
        """
        run = await self._runs.locked(tx, payment.run_id)
        if (
            run is None
            or not run.is_current
            or run.turn != payment.turn
            or payment.price not in {c.cost for c in run.page.choices if c.index == payment.choice}
        ):
            raise StaleChoiceError(run=payment.run_id, turn=payment.turn)
        return await self.take(tx, run, payment.choice, payment.language)

    async def take_default(self, tx: Transaction, run: Run, choice: int) -> Taken:
        """Time is up: take what the author foresaw, unless it is closed or costs something.

        Raises ChoiceNotOpenError, and what `opened` and `take` raise.
        """
        if self.opened(tx, run, choice).cost:
            raise ChoiceNotOpenError(run=run.run_id, turn=run.turn, choice=choice)
        return await self.take(tx, run, choice, run.language)

    async def undo(self, tx: Transaction, run: Run) -> Run:
        """Go back before the last decision of a locked run, as if it had not been made.

        What it earned stays earned, and is not earned twice. Raises NothingToUndoError at the
        chapter's start and after five steps back, DecisionStandsError for what was paid for,
        StaleChoiceError when the run has moved meanwhile.
        """
        before = await self._saves.before(tx, run)
        if before is None:
            raise NothingToUndoError(run=run.run_id)
        if before.price:
            raise DecisionStandsError(run=run.run_id, price=before.price)
        try:
            before.saved.verify()
        except SaveRejectedError as error:
            raise NothingToUndoError(run=run.run_id) from error
        await self._alarms.cancel(tx, run)
        new = NewPage(run.version, run.shape, before.language, before.saved, before.page)
        back = await self._runs.place(tx, run, before.depth, new)
        if back is None:
            raise StaleChoiceError(run=run.run_id, turn=run.turn)
        await self._journal.undo(tx, run, before.depth)
        teller = await self._tellers.of(tx, back)
        if teller is not None:
            standing = teller.standing(back.saved.json, back.chapter_id)
            await self._journal.stand(tx, run.user_id, run.story_id, standing)
        return back

    async def _facts(self, tx: Transaction, teller: Teller, run: Run, language: str) -> Facts:
        chapter = teller.story.chapter(run.chapter_id, language)
        return await self._readers.facts(tx, run.reader, run.story_id, chapter)

    def _with_alarm(self, tx: Transaction, run: Run, new: NewPage) -> NewPage:
        return replace(new, alarm=self._alarms.set(tx, run.reader, run.story_id, new.page))
