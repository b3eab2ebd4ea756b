"""Taking a turn: from a choice to the next page, with all that it changes, in one transaction."""

from __future__ import annotations

from domains.core.unit_of_work import Transaction
from domains.narrative.engine.run import Run, Step
from domains.narrative.engine.teller import Teller
from domains.narrative.errors import StaleChoiceError
from domains.narrative.journal.service import Journal, Outcome
from domains.narrative.payments.model import Payment
from domains.narrative.repository import Runs


class Turns:
    """Works inside the caller's transaction."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._runs = Runs()
        self._journal = Journal()

    async def take(self, tx: Transaction, run: Run, choice: int, language: str) -> Step:
        """Move a locked run on by one of its choices.

        Before the first change it raises StaleChoiceError when the run has moved meanwhile,
        SaveRejectedError, StoryBrokenError.
        """
        new, changes = self._teller.choose(run, choice, language)
        chosen = run.page.choices[choice]
        after = await self._runs.advance(tx, run, choice, chosen.text, new)
        if after is None:
            raise StaleChoiceError(run=run.run_id, turn=run.turn)
        points = await self._journal.decide(tx, Outcome(run, chosen, new.page, changes))
        return Step(self._teller.view(after), chosen.text, changes, points)

    async def take_paid(self, tx: Transaction, payment: Payment) -> Step:
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
