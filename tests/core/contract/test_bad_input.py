"""Whatever is wrong has a typed outcome, and stops nothing else."""

from __future__ import annotations

import asyncio
from typing import Any

import pydantic
import pytest

from domains.core import (
    EventSerializationError,
    EventType,
    EventValidationError,
    PointsAwardedEvent,
    ServiceStartedEvent,
    reaction,
)
from domains.core.events import default_factory
from domains.core.events.factory import NewerSchemaError, UnknownEventTypeError
from domains.core.store.tables import event_log
from domains.core.testing import BusHarness, FaultPlan
from tests.core.contract.stage import (
    Always,
    Counting,
    Stage,
    logged,
    noting,
    pending,
    points,
    unfinished,
)


@pytest.mark.parametrize(
    "failure",
    [
        False,
        ConnectionError("transient"),
        ValueError("given up"),
        KeyError("a bug"),
        asyncio.CancelledError(),
        RecursionError(),
        MemoryError(),
    ],
    ids=repr,
)
async def test_however_a_handler_fails_it_is_a_dead_letter_in_the_end_and_others_go_on(
    stage: Stage, failure: BaseException | bool
) -> None:
    kit = await stage.open(breaker_failures=100)
    seen: list[int] = []
    name = await kit.bus.subscribe(EventType.POINTS_AWARDED, Always(failure))
    await kit.start([noting(seen)])
    await kit.publish(points(1))
    await kit.advance("2m")
    await kit.publish(points(2), points(3, user_id=8))
    await kit.advance("2m")
    states = [(subscription, state) for subscription, state, _ in await unfinished(kit)]
    assert states == [(name, "dead")] * 2 + [(name, "parked")]
    assert sorted(seen) == [1, 2, 3]
    assert await pending(kit) == 0


async def test_a_handler_that_hangs_is_ended_and_tried_again(stage: Stage) -> None:
    kit = await stage.open(FaultPlan().hang("test.react"), handler_timeout_seconds=0.1)
    seen: list[int] = []
    other: list[int] = []

    async def react(event: PointsAwardedEvent) -> None:
        seen.append(event.points_amount)

    hanging = reaction("test.react", PointsAwardedEvent, react)
    await kit.start([hanging, noting(other, "other.note")])
    await kit.publish(points(1), points(2))
    await kit.settle()
    assert other == [1, 2]
    await kit.advance("1m")
    assert seen == [1, 2]
    assert [type(failure.error) for failure in kit.failures] == [TimeoutError]


@pytest.mark.parametrize(
    "fields",
    [
        {"user_id": 0},
        {"user_id": "7"},
        {"user_id": 2**63},
        {"points_amount": 0},
        {"points_amount": 1.5},
        {"points_amount": 2**63},
        {"action_type": "Upper Case"},
        {"action_type": "x" * 65},
        {"multiplier": float("nan")},
        {"note": "x" * 501},
        {"surplus": 1},
    ],
    ids=repr,
)
def test_an_invalid_event_cannot_be_built(fields: dict[str, Any]) -> None:
    valid = {"user_id": 7, "points_amount": 5, "action_type": "test"}
    with pytest.raises(pydantic.ValidationError):
        PointsAwardedEvent(**{**valid, **fields})


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"type": "nobody.knows.this"}, UnknownEventTypeError),
        ({"schemaversion": 99}, NewerSchemaError),
        ({"schemaversion": "one"}, EventSerializationError),
        ({"data": {"user_id": -7}}, EventValidationError),
        ({"data": None}, EventSerializationError),
        ({"id": "not an id"}, EventValidationError),
    ],
    ids=repr,
)
def test_what_cannot_be_decoded_says_why(change: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        default_factory().decode({**points().to_dict(), **change})


@pytest.mark.parametrize("wire", ["{", "[]", "null", '{"type": 1}', "[" * 20_000, "\ud7ff"])
async def test_a_row_that_nobody_can_read_waits_and_stops_no_other(
    stage: Stage, wire: str
) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await _leave_for_a_restart(kit, seen)
    broken = await _rewrite_first(kit, wire)
    await kit.restart()
    await kit.advance("3m")
    assert seen == [2, 3]
    assert await pending(kit) == 1
    await _rewrite_first(kit, broken)  # a later version can read it
    await kit.restart()
    await kit.settle()
    assert seen == [2, 3, 1]
    assert await pending(kit) == 0


@pytest.mark.parametrize("change", [{"schemaversion": 99}, {"type": "nobody.knows.this"}])
async def test_what_a_newer_program_wrote_waits_for_our_upgrade(
    stage: Stage, change: dict[str, Any]
) -> None:
    kit = await stage.open()
    seen: list[int] = []
    await _leave_for_a_restart(kit, seen)
    first = (await logged(kit))[0]
    await _rewrite_first(kit, pydantic.TypeAdapter(dict).dump_json({**first, **change}).decode())
    await kit.restart()
    await kit.settle()
    assert seen == [2, 3]
    assert await pending(kit) == 1
    assert await unfinished(kit) == []


async def test_an_effect_of_an_ephemeral_event_that_fails_is_dropped_and_counted(
    stage: Stage,
) -> None:
    kit = await stage.open(max_retry_attempts=1)
    handler = Counting()

    async def refuse(event: ServiceStartedEvent) -> None:
        raise ConnectionError

    await kit.bus.subscribe(EventType.POINTS_AWARDED, handler)
    await kit.start([reaction("test.refuse", ServiceStartedEvent, refuse)])
    await kit.publish(ServiceStartedEvent(service_name="a", service_version="1"), points(1))
    await kit.advance("1m")
    assert (await kit.bus.get_subscription_health())["test.refuse"]["dead"] == 1
    assert handler.seen == [1]
    assert await unfinished(kit) == []


async def _leave_for_a_restart(kit: BusHarness, seen: list[int]) -> None:
    """Three events of three keys are stored, and nothing has been delivered."""
    kit.add([noting(seen)])
    for number in (1, 2, 3):
        async with kit.kernel.uow() as tx:
            tx.publish(points(number, number))


async def _rewrite_first(kit: BusHarness, wire: str) -> str:
    query = event_log.select().order_by(event_log.c.seq).limit(1)
    async with kit.kernel.uow() as tx:
        row = (await tx.execute(query)).one()
        change = event_log.update().where(event_log.c.seq == row.seq).values(wire=wire)
        await tx.execute(change)
    return str(row.wire)
