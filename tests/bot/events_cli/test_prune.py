"""`events prune`, and the day that does it by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.retention import LogRetention
from domains.core import DayPassedEvent, Kernel
from domains.core.clock import VirtualClock
from domains.core.operations.service import Operations
from domains.core.store.tables import event_log
from tests.bot.events_cli.conftest import CommandLine
from tests.core.operations.conftest import Modules
from tests.core.operations.test_dead_letters import publish


async def test_prune_says_what_it_would_forget_and_then_forgets_it(
    kernel: Kernel, clock: VirtualClock, modules: Modules, command: CommandLine
) -> None:
    await publish(kernel, 1, 2)
    later = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    would = (await command("prune", "--before", later, "--dry-run", "--json")).document
    assert (would["dry_run"], would["events"], would["kept"]) == (True, 2, 0)
    done = await command("prune", "--before", later)
    assert "Forgotten: 2 finished events, 0 ended sagas" in done.output
    assert (await command("list", "--json")).document["events"] == []
    assert modules.steady == [1, 2]


async def test_a_day_that_passes_forgets_what_is_older_than_the_setting(
    kernel: Kernel, clock: VirtualClock, modules: Modules
) -> None:
    operations = Operations(kernel.database, clock)
    assert LogRetention(operations.retention, 0).subscriptions == ()
    kernel.bus.add(LogRetention(operations.retention, 30).subscriptions)
    await publish(kernel, 1)
    clock.advance(40 * 86_400)
    await publish(kernel, 2)
    day = datetime(clock.now().year, clock.now().month, clock.now().day, tzinfo=UTC)
    await kernel.bus.publish(DayPassedEvent(started_at=day - timedelta(days=1)))
    await kernel.bus.settle()
    async with kernel.uow.reading() as tx:
        kept = (await tx.execute(sa.select(event_log.c.event_type))).scalars().all()
    assert kept.count("gamification.points.awarded") == 1
    assert modules.steady == [1, 2]
