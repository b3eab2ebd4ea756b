"""What the commands show, and what they keep to themselves."""

from __future__ import annotations

from domains.core import (
    Kernel,
    PointsAwardedEvent,
    StreakUpdatedEvent,
    Transaction,
    effect,
)
from domains.core.context import acting_for
from tests.bot.events_cli.conftest import CommandLine
from tests.core.operations.conftest import FRAGILE, Modules
from tests.core.operations.test_dead_letters import publish


async def test_a_list_says_nothing_of_what_is_in_an_event_and_show_does(
    kernel: Kernel, modules: Modules, command: CommandLine
) -> None:
    modules.broken = {41}
    await publish(kernel, 41, 42)
    listed = await command("list", "--type", "gamification.*", "--user", "7", "--json")
    first, last = listed.document["events"]
    assert first["states"][FRAGILE] == "dead"
    assert last["states"] == {FRAGILE: "parked", "test.steady": "handled"}
    assert "points_amount" not in listed.output
    assert "DomainError" not in listed.output
    shown = (await command("show", first["event_id"], "--json")).document
    assert shown["payload"]["points_amount"] == 41
    assert shown["envelope"]["correlationid"] == first["correlation_id"]
    (dead,) = [state for state in shown["event"]["states"] if state["state"] == "dead"]
    assert dead["error"].startswith("DomainError")
    for_people = (await command("show", first["event_id"])).output
    assert "points_amount" in for_people
    assert FRAGILE in for_people


async def test_filters_narrow_the_list(
    kernel: Kernel, modules: Modules, command: CommandLine
) -> None:
    await publish(kernel, 1)
    await publish(kernel, 2, user_id=8)
    await publish(kernel, 3)
    newest = (await command("list", "--limit", "1", "--json")).document["events"]
    of_user = (await command("list", "--key", "8", "--json")).document["events"]
    none = (await command("list", "--until", "2001-01-01", "--json")).document["events"]
    pending = (await command("list", "--pending", "--json")).document["events"]
    others = (await command("list", "--type", "user.*", "--json")).document["events"]
    assert [event["seq"] for event in newest] == [3]
    assert [event["key"] for event in of_user] == ["8"]
    assert none == pending == others == []


async def test_a_trace_is_the_tree_of_what_an_update_caused(
    kernel: Kernel, command: CommandLine
) -> None:
    async def go_on(event: PointsAwardedEvent, tx: Transaction) -> None:
        tx.publish(StreakUpdatedEvent(user_id=event.user_id, previous_streak=0, current_streak=1))

    kernel.bus.add([effect("test.go_on", PointsAwardedEvent, go_on)])
    await kernel.bus.initialize()
    with acting_for("update:12"):
        await publish(kernel, 1)
    traced = (await command("trace", "update:12", "--json")).document
    (root,) = traced["trees"]
    assert root["event_type"] == PointsAwardedEvent.event_type
    assert root["states"] == {"test.go_on": "handled"}
    (child,) = root["caused"]
    assert (child["event_type"], child["caused"]) == (StreakUpdatedEvent.event_type, [])
    for_people = (await command("trace", "update:12")).output
    assert "└── +0.000 s gamification.streak.updated" in for_people


async def test_lag_counts_what_a_subscription_has_before_it(
    kernel: Kernel, command: CommandLine
) -> None:
    async with kernel.uow() as tx:  # the bus is not started: everything waits
        kernel.bus.add([effect("test.waits", PointsAwardedEvent, _nothing)])
        for user_id in (7, 8):
            tx.publish(PointsAwardedEvent(user_id=user_id, points_amount=1, action_type="test"))
    report = (await command("lag", "--json")).document
    behind = {lag["name"]: lag["pending"] for lag in report["subscriptions"]}
    assert behind["admin.count_on_award"] == 2
    assert behind["gamification.welcome_on_user_registered"] == 0
    assert sum(lag["pending"] for lag in report["partitions"]) == 2


async def test_the_topology_is_that_of_the_installed_program(prepared_sqlite_url: str) -> None:
    drawn = (await CommandLine(prepared_sqlite_url)("topology", "--json")).document
    routes = {route["event_type"]: route for route in drawn["routes"]}
    assert routes["user.registered"]["publisher"] == "user"
    assert "admin.count_on_registered" in routes["user.registered"]["subscriptions"]
    scopes = {each["name"]: each["scope"] for each in drawn["listeners"]}
    assert scopes["user.forget_on_role"] == "every instance"


async def test_status_shows_who_is_alive(
    kernel: Kernel, modules: Modules, command: CommandLine
) -> None:
    (instance,) = (await command("status", "--json")).document["instances"]
    assert instance["instance_id"] == str(kernel.bus.instance_id)
    assert "0 dead letters" in (await command("status")).output


async def _nothing(event: PointsAwardedEvent, tx: Transaction) -> None:
    """An effect without one."""
