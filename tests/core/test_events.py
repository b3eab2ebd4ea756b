"""Events: what cannot be built, and what comes back from the wire."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domains.core import (
    CATALOGUE,
    BaseEvent,
    EventBusError,
    EventFactory,
    EventPriority,
    EventSerializationError,
    EventType,
    EventValidationError,
    IEvent,
    NewerSchemaError,
    PointsAwardedEvent,
    UnknownEventTypeError,
    default_factory,
)

SAMPLE: dict[str, Any] = {
    "user_id": 7,
    "admin_user_id": 9,
    "points_amount": 5,
    "action_type": "decision",
    "level": 2,
    "lifetime_xp": 100,
    "achievement_id": "first_step",
    "previous_streak": 1,
    "current_streak": 2,
    "chapter_id": "ch1",
    "decision_id": "ch1_letter",
    "character_id": "diana",
    "relationship_change": -2,
    "relationship_after": 3,
    "clue_id": "letter",
    "turn": 4,
    "updated_fields": ("language",),
    "previous_role": "player",
    "new_role": "admin",
    "previous_plan": "free",
    "new_plan": "vip",
    "activity": "visit",
    "amount": 50,
    "adjustment_id": UUID(int=1),
    "reason": "because",
    "service_name": "diana-bot",
    "service_version": "1.0",
    "error_type": "ValueError",
    "reservation_id": UUID(int=2),
    "available_after": 3,
    "total_points_after": 3,
    "balance": 3,
    "occasion": "run:4",
    "saga": "decision",
    "saga_id": "run:4",
    "step": "reserved",
    "next_step": "applied",
    "version": 1,
    "subscription": "gamification.pay",
    "failed_event_id": UUID(int=3),
    "failed_event_type": "user.registered",
    "attempt": 1,
    "attempts": 3,
    "will_retry": False,
    "dead_event_id": UUID(int=3),
    "dead_event_type": "user.registered",
    "dead_event_key": "7",
    "breaker": "redis",
    "failures": 5,
    "probe_at": datetime(2026, 1, 1, tzinfo=UTC),
    "open_seconds": 1.5,
    "instance_id": UUID(int=4),
    "degraded_seconds": 1.5,
    "started_at": datetime(2026, 1, 5, tzinfo=UTC),
}


def sample(event_class: type[BaseEvent]) -> BaseEvent:
    """A valid event of a class with its required fields."""
    required = [name for name, field in event_class.model_fields.items() if field.is_required()]
    return event_class(**{name: SAMPLE[name] for name in required})


@pytest.mark.parametrize("event_class", CATALOGUE, ids=lambda c: c.__name__)
def test_every_event_comes_back_from_the_wire_as_it_was(event_class: type[BaseEvent]) -> None:
    event = sample(event_class).sealed(datetime.now(UTC), "update:1", None)
    assert isinstance(event, IEvent)
    wire = json.loads(json.dumps(event.to_dict()))
    back = default_factory().decode(wire)
    assert type(back) is event_class
    assert back == event
    assert back.key == event.key


@settings(max_examples=200)
@given(
    amount=st.integers(1, 2**63 - 1),
    user=st.integers(1, 2**63 - 1),
    note=st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=500),
    multiplier=st.floats(1, 10),
    at=st.datetimes(timezones=st.just(UTC)),
    priority=st.sampled_from(EventPriority),
)
def test_any_value_survives_the_round_trip(
    amount: int,
    user: int,
    note: str | None,
    multiplier: float,
    at: datetime,
    priority: EventPriority,
) -> None:
    event = PointsAwardedEvent(
        user_id=user,
        points_amount=amount,
        action_type="test",
        note=note,
        multiplier=multiplier,
        timestamp=at,
        priority=priority,
    )
    assert default_factory().decode(json.loads(json.dumps(event.to_dict()))) == event


@pytest.mark.parametrize(
    "wrong",
    [
        {"user_id": 0},
        {"user_id": "7"},
        {"points_amount": 0},
        {"points_amount": 1.5},
        {"action_type": "Not A Code"},
        {"multiplier": float("inf")},
        {"surprise": 1},
        {"timestamp": datetime(2026, 1, 1)},  # naive on purpose
        {"priority": "URGENT"},
        {"priority": 9},
    ],
)
def test_an_invalid_event_cannot_be_built(wrong: dict[str, object]) -> None:
    fields: dict[str, Any] = {"user_id": 7, "points_amount": 5, "action_type": "test", **wrong}
    with pytest.raises(ValidationError):
        PointsAwardedEvent(**fields)


def test_an_event_is_immutable_and_its_payload_a_copy() -> None:
    event = sample(PointsAwardedEvent)
    with pytest.raises(ValidationError):
        event.user_id = 8  # type: ignore[attr-defined]
    event.payload["user_id"] = 8
    assert event.payload["user_id"] == 7
    assert "event_id" not in event.payload


def test_priority_is_read_by_name_and_number_and_written_by_name() -> None:
    by_name = PointsAwardedEvent(
        user_id=7,
        points_amount=1,
        action_type="test",
        priority="high",  # type: ignore[arg-type]
    )
    by_number = PointsAwardedEvent(
        user_id=7,
        points_amount=1,
        action_type="test",
        priority=3,  # type: ignore[arg-type]
    )
    assert by_name.priority is by_number.priority is EventPriority.HIGH
    assert by_name.to_dict()["priority"] == "HIGH"


def test_the_base_itself_is_abstract() -> None:
    with pytest.raises(TypeError):
        BaseEvent()


def test_types_are_unique_and_complete() -> None:
    constants = {value for name, value in vars(EventType).items() if name.isupper()}
    assert {event_class.event_type for event_class in CATALOGUE} == constants
    assert len(constants) == len(CATALOGUE)
    assert all(event_class.__name__.endswith("Event") for event_class in CATALOGUE)
    assert all(
        event_class.event_type.startswith(f"{event_class.source_service}.")
        for event_class in CATALOGUE
    )


def test_the_factory_creates_lists_and_refuses() -> None:
    factory = default_factory()
    event = factory.create(EventType.LEVEL_REACHED, user_id=7, level=2, lifetime_xp=100)
    assert event.event_type == "gamification.level.reached"
    assert EventType.POINTS_AWARDED in factory.list_types()
    with pytest.raises(UnknownEventTypeError):
        factory.create("nobody.knows.this")
    impostor = type(
        "ImpostorEvent",
        (BaseEvent,),
        {
            "event_type": EventType.POINTS_AWARDED,
            "source_service": "x",
            "key_field": "event_id",
            "__annotations__": {},
            "__module__": __name__,
        },
    )
    with pytest.raises(EventValidationError):
        factory.register(impostor)


def test_what_cannot_be_read_says_why() -> None:
    factory: EventFactory = default_factory()
    wire = sample(PointsAwardedEvent).to_dict()
    with pytest.raises(UnknownEventTypeError):
        factory.decode({**wire, "type": "from.the.future"})
    with pytest.raises(NewerSchemaError):
        factory.decode({**wire, "schemaversion": 2})
    with pytest.raises(EventSerializationError):
        factory.decode({key: value for key, value in wire.items() if key != "data"})
    with pytest.raises(EventValidationError):
        factory.decode({**wire, "data": {**wire["data"], "points_amount": -1}})


@pytest.mark.parametrize(
    "change",
    [
        {"correlationid": "\ud800"},
        {"correlationid": b"\xff"},
        {"data": {"action_type": "\ud800"}},
        {"data": {"user_id": 10**5_000}},
        {"data": "text"},
        {"data": None},
        {"priority": 99},
        {"priority": []},
        {"time": 10**30},
        {"targetservices": [[1]]},
        {"schemaversion": None},
        {"type": ["x"]},
    ],
)
def test_hostile_input_is_refused_with_an_error_of_the_bus(change: dict[str, object]) -> None:
    wire = PointsAwardedEvent(user_id=1, points_amount=1, action_type="x").to_dict()
    with pytest.raises(EventBusError):
        default_factory().decode({**wire, **change})


@pytest.mark.parametrize("wire", [None, [], "x", 1])
def test_what_is_not_even_an_object_is_refused(wire: object) -> None:
    with pytest.raises(EventSerializationError):
        default_factory().decode(wire)


def test_input_nested_without_end_is_refused() -> None:
    wire = PointsAwardedEvent(user_id=1, points_amount=1, action_type="x").to_dict()
    for _ in range(10_000):
        wire["data"] = {"deeper": wire["data"]}
    with pytest.raises(EventSerializationError):
        default_factory().decode(wire)
