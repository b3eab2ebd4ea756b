"""A dead letter of a real handler, mended from the command line while the bus runs."""

from __future__ import annotations

from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.bot.events_cli.conftest import CommandLine
from tests.core.operations.conftest import FRAGILE, Modules, beat
from tests.core.operations.test_dead_letters import publish, rows


async def test_a_dead_letter_is_found_and_replayed_while_the_bus_runs(
    kernel: Kernel, clock: VirtualClock, modules: Modules, command: CommandLine
) -> None:
    modules.broken = {1}
    await publish(kernel, 1, 2, 3)
    (letter,) = (await command("dead", "list", "--json")).document["letters"]
    assert (letter["subscription"], letter["key"], letter["waiting"]) == (FRAGILE, "7", 2)
    shown = (await command("dead", "show", letter["event_id"], "--json")).document
    assert shown["error"].startswith("DomainError")
    modules.broken = set()
    would = (await command("dead", "replay", "--all", "--dry-run", "--json")).document
    await beat(kernel, clock)
    assert (would["dry_run"], would["waiting"], modules.fragile) == (True, 2, [])
    done = await command("dead", "replay", letter["event_id"])
    assert "again within seconds: 1 dead letter, and behind that 2 deliveries" in done.output
    await publish(kernel, 4)
    await beat(kernel, clock)
    assert modules.fragile == [1, 2, 3, 4]
    assert modules.steady == modules.outside == [1, 2, 3, 4]
    status = (await command("status", "--json")).document
    assert (status["pending"], status["subscriptions"]) == (0, [])


async def test_a_discarded_letter_keeps_its_reason(
    kernel: Kernel, clock: VirtualClock, modules: Modules, command: CommandLine
) -> None:
    modules.broken = {1}
    await publish(kernel, 1, 2)
    (letter,) = (await command("dead", "list", "--json")).document["letters"]
    event = letter["event_id"]
    gone = await command("dead", "discard", event, "--reason", "known bug", "--json")
    assert (gone.document["state"], gone.document["note"]) == ("discarded", "known bug")
    again = await command("dead", "discard", event, "--reason", "known bug")
    assert (again.code, again.output) == (1, "")
    assert again.errors.strip() == f"Event {event} is no dead letter."
    await beat(kernel, clock)
    assert modules.fragile == [2]
    assert await rows(kernel) == ["discarded"]
    history = (await command("dead", "list", "--discarded", "--json")).document["letters"]
    assert [each["event_id"] for each in history] == [event]


async def test_pause_and_resume_are_written_down(
    kernel: Kernel, modules: Modules, command: CommandLine
) -> None:
    name = "gamification.keep_streak_on_activity"
    paused = await command("pause", name, "--reason", "a bad release", "--json")
    assert paused.document == {"subscription": name, "paused": True, "reason": "a bad release"}
    (pause,) = (await command("status", "--json")).document["paused"]
    assert (pause["subscription"], pause["reason"]) == (name, "a bad release")
    assert (await command("pause", name, "--reason", "again")).code == 1
    assert (await command("resume", name, "--json")).document["paused"] is False
    assert (await command("resume", name)).code == 1
