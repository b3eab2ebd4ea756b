"""The registry: creates, lists, decodes, and says why it cannot."""

from __future__ import annotations

from typing import Any

import pytest

from domains.core import (
    CATALOGUE,
    EventBusError,
    EventFactory,
    EventSerializationError,
    EventType,
    EventValidationError,
    NewerSchemaError,
    PointsAwardedEvent,
    UnknownEventTypeError,
    default_factory,
)
from tests.core.events.test_creation import declare


def award() -> dict[str, Any]:
    return PointsAwardedEvent(user_id=1, points_amount=1, action_type="x").to_dict()


def test_the_factory_creates_by_type_and_lists_all_types() -> None:
    factory = default_factory()
    event = factory.create(EventType.LEVEL_REACHED, user_id=7, level=2, lifetime_xp=100)
    assert event.event_type == "gamification.level.reached"
    assert factory.list_types() == sorted(c.event_type for c in CATALOGUE)
    assert factory.class_of(EventType.POINTS_AWARDED) is PointsAwardedEvent


def test_the_factory_refuses_what_it_does_not_know() -> None:
    for event_type in ("nobody.knows.this", ""):
        with pytest.raises(UnknownEventTypeError):
            default_factory().create(event_type)
    with pytest.raises(ValueError, match="unknown event type"):
        default_factory().create("nobody.knows.this")
    with pytest.raises(EventValidationError):
        default_factory().create(EventType.POINTS_AWARDED, user_id=-1)


def test_a_wire_name_belongs_to_one_class() -> None:
    impostor = declare(event_type=EventType.POINTS_AWARDED)
    with pytest.raises(EventValidationError):
        default_factory().register(impostor)
    factory = EventFactory()
    assert factory.register(impostor) is factory.register(impostor) is impostor


def test_what_cannot_be_read_says_why() -> None:
    factory = default_factory()
    wire = award()
    with pytest.raises(UnknownEventTypeError):
        factory.decode({**wire, "type": "from.the.future"})
    with pytest.raises(NewerSchemaError):
        factory.decode({**wire, "schemaversion": 2})
    with pytest.raises(EventSerializationError):
        factory.decode({key: value for key, value in wire.items() if key != "data"})
    with pytest.raises(EventValidationError):
        factory.decode({**wire, "data": {**wire["data"], "points_amount": -1}})
    with pytest.raises(EventSerializationError):
        PointsAwardedEvent.from_dict({**wire, "type": "user.registered"})


@pytest.mark.parametrize("version", [0, -1, True, "1", 1.0, None])
def test_a_version_that_is_none_is_refused(version: object) -> None:
    with pytest.raises(EventSerializationError):
        default_factory().decode({**award(), "schemaversion": version})


def test_an_event_without_a_version_is_of_the_first() -> None:
    wire = award()
    del wire["schemaversion"]
    assert default_factory().decode(wire).to_dict() == award() | {
        "id": wire["id"],
        "time": wire["time"],
    }


def test_what_a_newer_program_added_within_a_version_is_let_pass() -> None:
    wire = award()
    grown = {**wire, "newattribute": 1, "data": {**wire["data"], "new_field": {"deep": [1]}}}
    assert default_factory().decode(grown) == default_factory().decode(wire)


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
        {"id": ""},
        {"type": ""},
    ],
)
def test_hostile_input_is_refused_with_an_error_of_the_bus(change: dict[str, object]) -> None:
    with pytest.raises(EventBusError):
        default_factory().decode({**award(), **change})


@pytest.mark.parametrize("wire", [None, [], "x", 1])
def test_what_is_not_even_an_object_is_refused(wire: object) -> None:
    with pytest.raises(EventSerializationError):
        default_factory().decode(wire)


def test_input_nested_without_end_is_refused() -> None:
    wire = award()
    for _ in range(10_000):
        wire["data"] = {"deeper": wire["data"]}
    with pytest.raises(EventSerializationError):
        default_factory().decode(wire)


def test_an_event_is_decoded_from_text_and_from_bytes() -> None:
    event = PointsAwardedEvent(user_id=1, points_amount=1, action_type="x", note="Ñ 💋")
    for text in (event.encode(), event.encode().encode()):
        assert default_factory().decode_text(text) == event


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "{",
        '{"type": NaN}',
        b"\xff\xfe",
        '"\\ud800"',
        "[" * 100_000,
        "null",
        "[]",
        "1e999",
    ],
)
def test_text_that_is_no_event_is_refused(text: str | bytes) -> None:
    with pytest.raises(EventSerializationError):
        default_factory().decode_text(text)
