"""What is remembered: everything once, however often it is told, and nothing of who is erased."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from domains.core import Kernel, UserRegisteredEvent
from domains.core.clock import VirtualClock
from domains.core.database import metadata
from domains.core.store.tables import inbox
from domains.core.testing import BusHarness, Record
from domains.gamification.bounds.repository import Cooldowns
from domains.gamification.module import GamificationModule
from domains.gamification.points.repository import Accounts
from tests.domains.gamification.conftest import Say
from tests.domains.gamification.test_game import PLAYER, adjustment, chapter, decision, plan, visit
from tests.domains.gamification.test_reservations import wish


async def contents(kernel: Kernel) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the module."""
    async with kernel.uow.reading() as tx:
        return {
            name: [tuple(row) for row in await tx.execute(sa.select(table))]
            for name, table in sorted(metadata.tables.items())
            if name.startswith("gamification_")
        }


async def named(kernel: Kernel, user_id: int) -> list[str]:
    """Columns in which somebody stands."""
    columns = [
        column
        for name, table in metadata.tables.items()
        for column in table.columns
        if name.startswith("gamification_") and column.name.endswith("user_id")
    ]
    async with kernel.uow.reading() as tx:
        return [
            str(column)
            for column in columns
            if await tx.scalar(sa.select(sa.literal(1)).where(column == user_id))
        ]


async def test_a4_t1_the_whole_log_again_changes_nothing(
    kit: BusHarness,
    game: GamificationModule,
    say: Say,
    clock: VirtualClock,
    record: Record,
) -> None:
    await say(UserRegisteredEvent(user_id=PLAYER), visit(), decision(1), decision(2), chapter())
    clock.advance(86_400)
    await say(visit(), plan("vip"), decision(3), adjustment(40), adjustment(-1_000))
    for _ in range(2):
        clock.advance(86_400)
        await say(visit())
    before = await contents(kit.kernel)
    log = list(record.events)
    clock.advance(60)  # not so long that anything else comes due
    for _ in range(2):
        kit.redeliver(log)
        await kit.settle()
    assert await contents(kit.kernel) == before
    assert record.failures == []


async def test_a_forgotten_inbox_pays_nothing_twice(
    kit: BusHarness,
    game: GamificationModule,
    say: Say,
    clock: VirtualClock,
    record: Record,
) -> None:
    await say(UserRegisteredEvent(user_id=PLAYER), visit(), decision(1), chapter())
    clock.advance(86_400)
    await say(visit(), adjustment(40), adjustment(-1_000))
    before = await contents(kit.kernel)
    log = list(record.events)
    async with kit.kernel.uow() as tx:
        await tx.execute(sa.delete(inbox))
    kit.redeliver(log)
    await kit.settle()
    after = await contents(kit.kernel)
    for table in ("account", "ledger", "tally", "streak", "streak_day", "achievement_unlock"):
        assert after[f"gamification_{table}"] == before[f"gamification_{table}"]


async def test_an_erased_player_leaves_nameless_lines_and_starts_anew(
    kernel: Kernel, game: GamificationModule, say: Say, clock: VirtualClock
) -> None:
    await say(UserRegisteredEvent(user_id=PLAYER), visit(), decision(1), plan("vip"))
    await say(wish(UUID(int=5), 1))
    async with kernel.uow() as tx:
        await game.streaks.grant_freeze(tx, PLAYER, 1, "a gift")
        for number in range(50):  # so much at once waits for a review
            await game.rewards.earn(tx, PLAYER, 1, f"roll:{number}", "trivia", tx.now)
        mine = await Accounts().lock(tx, PLAYER)
        await Cooldowns().note(tx, mine.id, "trivia", tx.now)
    await say()
    exported = await game.service.export(PLAYER)
    unplayed = {"question", "gift", "wager", "duel", "player_chapter", "throw"}
    unplayed |= {"referrer", "referral", "referral_case"}
    unplayed |= {"board_standing", "ban"}  # no period has ended, nobody was shut out
    empty = {name.removeprefix("gamification_") for name, rows in exported.items() if not rows}
    assert empty <= unplayed
    await game.service.erase(PLAYER)
    await game.service.erase(PLAYER)
    assert (await game.service.profile(PLAYER)).balance == 0
    assert not any((await game.service.export(PLAYER)).values())
    left = await contents(kernel)
    assert {name for name, rows in left.items() if rows} == {
        f"gamification_{name}"
        for name in (
            *("account", "board", "cooldown", "hold", "league", "ledger", "review", "tally"),
            *("salt", "known_person"),
        )
    }
    assert await named(kernel, PLAYER) == []
    assert left["gamification_ledger"]
    await say(UserRegisteredEvent(user_id=PLAYER))
    assert (await game.service.profile(PLAYER)).balance == 10
    assert await game.service.audit() == ()
