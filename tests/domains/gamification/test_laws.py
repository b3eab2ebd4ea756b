"""Laws of the ledger: they hold after any history whatsoever."""

from __future__ import annotations

import itertools
from contextlib import suppress

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.unit_of_work import Transaction
from domains.gamification import module
from domains.gamification.bounds.tables import tally
from domains.gamification.module import GamificationModule
from domains.gamification.points.errors import NotEnoughBesitosError, NotReversibleError
from domains.gamification.points.model import Amount, Entry, Kind
from domains.gamification.points.tables import account
from domains.gamification.rules import GameRules
from domains.gamification.rules.model import EarnRule, PointRules

CAP = 150
RULES = GameRules(
    points=PointRules(
        daily_cap=CAP,
        velocity_limit=4,
        rules={"dice": EarnRule(daily_cap=60, repeat_part=5_000, newcomer_part=7_000)},
    )
)
ACTIONS = ("decide", "roll", "chapter", "give", "spend", "take_back", "claw_back", "reverse")
HISTORIES = st.lists(
    st.tuples(
        st.sampled_from((*ACTIONS, "approve", "wait")), st.integers(min_value=1, max_value=200)
    ),
    max_size=25,
)
players = itertools.count(1_000)


class Life:
    """One player to whom anything may happen."""

    def __init__(self, game: GamificationModule, user_id: int) -> None:
        self._game = game
        self.user_id = user_id

    async def happen(self, tx: Transaction, action: str, number: int, key: str) -> None:
        rewards, points = self._game.rewards, self._game.points
        taken = Entry(key, Kind.CLAWBACK, "refund", Amount(-number), tx.now)
        match action:
            case "spend":
                await points.spend(tx, self.user_id, number, key, "shop")
            case "take_back":
                await points.take_back(tx, self.user_id, taken)
            case "claw_back":
                await points.claw_back(tx, self.user_id, taken)
            case "give":
                await rewards.give(tx, self.user_id, number, key, "welcome", tx.now)
            case "reverse":
                await self._of_lines(tx, number, "reverse")
            case "approve":
                await self._of_lines(tx, number, "approve")
            case _:
                code = {"decide": "decision", "roll": "dice", "chapter": "chapter_completed"}
                await rewards.earn(tx, self.user_id, number, key, code[action], tx.now)

    async def _of_lines(self, tx: Transaction, number: int, what: str) -> None:
        lines = await self._game.points.lines(tx, self.user_id, 100)
        if what == "approve":
            lines = [line for line in lines if line.review is not None]
        if not lines:
            return
        line_id = lines[number % len(lines)].id
        if what == "approve":
            await self._game.reviews.approve(tx, line_id, 1)
        else:
            await self._game.reversals.reverse(tx, self.user_id, line_id, 1, "a mistake")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=HISTORIES)
async def test_a1_t3_any_history_adds_up_and_never_falls_below_zero(
    kernel: Kernel, clock: VirtualClock, history: list[tuple[str, int]]
) -> None:
    game = module.build(kernel, RULES)
    life = Life(game, next(players))
    for index, (action, number) in enumerate(history):
        if action == "wait":
            clock.advance(number)
            continue
        with suppress(NotEnoughBesitosError, NotReversibleError):
            async with kernel.uow() as tx:
                await life.happen(tx, action, number, f"key:{index}")
        await check(kernel, game, life.user_id)
    assert await game.service.audit() == ()


async def check(kernel: Kernel, game: GamificationModule, user_id: int) -> None:
    lines = await game.service.history(user_id, 100)
    async with kernel.uow.reading() as tx:
        row = (await tx.execute(sa.select(account).where(account.c.user_id == user_id))).first()
        days = await tx.execute(
            sa.select(tally.c.day, tally.c.rule_code, sa.func.sum(tally.c.granted).label("sum"))
            .where(tally.c.account_id == (row.id if row else 0))
            .group_by(tally.c.day, tally.c.rule_code)
        )
        granted = {(day.day, day.rule_code): int(day.sum) for day in days}
    if row is None:
        assert lines == ()
        return
    assert min(row.balance, row.held, row.pending, row.debt) >= 0
    assert row.balance == 0 or row.debt == 0
    assert row.balance + row.held + row.pending - row.debt == sum(line.amount for line in lines)
    for day in {day for day, _ in granted}:
        of_day = {code: amount for (when, code), amount in granted.items() if when == day}
        assert of_day.get("dice", 0) <= 60
        assert sum(a for code, a in of_day.items() if code != "chapter_completed") <= CAP
