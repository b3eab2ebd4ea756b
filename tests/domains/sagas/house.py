"""Narrative and gamification on one bus: a story whose gate costs twenty besitos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from domains.core import EventBusConfig, Kernel
from domains.core.clock import VirtualClock
from domains.core.store.tables import saga as sagas
from domains.gamification import module as gamification
from domains.gamification.points.model import Amount, Entry, Kind
from domains.gamification.points.tables import account, ledger
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.run import Step, StoryView
from domains.narrative.journal.tables import decision
from domains.narrative.payments.tables import payment
from domains.narrative.service import NarrativeService
from domains.narrative.tables import run
from tests.domains.narrative.chapters import toll
from tests.domains.sagas.sleep import Sleep

PLAYER = 7
PRICE = 20
PAY, CLIMB = 0, 1

_STORY = toll()


class House:
    """One instance of the program."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.game = gamification.build(kernel)
        self.story = NarrativeService(kernel.uow, BinkEngine(), _STORY)
        self.sleep = Sleep()
        kernel.bus.add(self.sleep.around(self.game.subscriptions))
        kernel.bus.add(self.story.paid_decisions.subscriptions)

    async def wake(self, clock: VirtualClock) -> None:
        """Gamification works again, and does what it has missed."""
        await self.sleep.end(self.kernel, clock)

    @classmethod
    async def open(cls, url: str, clock: VirtualClock, *, retries: int = 3) -> House:
        house = cls(Kernel.open(url, clock, EventBusConfig(max_retry_attempts=retries)))
        await house.kernel.bus.initialize()
        return house

    async def give(self, amount: int) -> None:
        async with self.kernel.uow() as tx:
            entry = Entry(f"gift:{uuid4()}", Kind.REWARD, "gift", Amount(amount), tx.now)
            await self.game.points.credit(tx, PLAYER, entry)
        await self.kernel.bus.settle()

    async def read(self) -> StoryView:
        return await self.story.open(PLAYER, "en")

    async def choose(self, view: StoryView, choice: int) -> Step:
        return await self.story.choose(
            PLAYER, run_id=view.run_id, turn=view.turn, choice=choice, language="en"
        )

    async def pay(self, view: StoryView) -> Step:
        """Take the choice that costs, and wait for what becomes of it."""
        step = await self.choose(view, PAY)
        await self.kernel.bus.settle()
        assert step.reservation_id is not None
        return await self.story.outcome(PLAYER, step.reservation_id)

    async def rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        async with self.kernel.uow.reading() as tx:
            return (await tx.execute(query)).all()

    async def purse(self) -> tuple[int, int, int]:
        """Spendable, held, owed."""
        query = sa.select(account.c.balance, account.c.held, account.c.debt)
        rows = await self.rows(query.where(account.c.user_id == PLAYER))
        return tuple(rows[0]) if rows else (0, 0, 0)

    async def sagas(self) -> list[str]:
        """Where every paid decision stands."""
        return sorted(row.step for row in await self.rows(sa.select(sagas.c.step)))

    async def payments(self) -> list[str]:
        return sorted(row.state for row in await self.rows(sa.select(payment.c.state)))

    async def spent(self) -> int:
        """Besitos that the gate has cost so far, by the ledger."""
        query = sa.select(ledger.c.amount).where(ledger.c.rule_code == "decision_price")
        return -sum(int(row.amount) for row in await self.rows(query))

    async def turns(self) -> list[int]:
        """The turn of every run, oldest first."""
        query = sa.select(run.c.turn).order_by(run.c.run_id)
        return [row.turn for row in await self.rows(query)]

    async def paid_turns(self) -> int:
        """How often the gate was opened by paying."""
        query = sa.select(decision.c.decision_id).where(decision.c.decision_id == "pay")
        return len(await self.rows(query))

    async def is_balanced(self) -> bool:
        return await self.game.service.audit() == ()
