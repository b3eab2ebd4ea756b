"""Sealing completes the envelope; what is computed once is never stale."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from pydantic import ValidationError

from domains.core import (
    EventValidationError,
    PointsAwardedEvent,
    StoryDecisionMadeEvent,
    default_factory,
)
from tests.core.events.samples import sample

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
CAUSE = UUID(int=9)


def award() -> PointsAwardedEvent:
    return PointsAwardedEvent(user_id=7, points_amount=5, action_type="test")


def test_sealing_completes_the_event_itself() -> None:
    event = award()
    kept = {event}
    before = event.payload
    sealed = event.sealed(NOW, "update:1", CAUSE)
    assert (sealed.timestamp, sealed.correlation_id, sealed.causation_id) == (
        NOW,
        "update:1",
        CAUSE,
    )
    assert sealed is event
    assert sealed in kept
    assert sealed.payload == before


def test_sealing_twice_changes_nothing() -> None:
    sealed = award().sealed(NOW, "update:1", CAUSE)
    assert sealed.sealed(NOW + timedelta(days=1), "update:2", UUID(int=1)) is sealed


def test_what_the_event_brought_along_is_kept() -> None:
    event = award().model_copy(update={"correlation_id": "mine", "causation_id": UUID(int=1)})
    sealed = event.sealed(NOW, "update:1", CAUSE)
    assert (sealed.correlation_id, sealed.causation_id) == ("mine", UUID(int=1))


def test_without_a_correlation_an_event_begins_its_own() -> None:
    sealed = award().sealed(NOW, None, None)
    assert sealed.correlation_id == sealed.event_id.hex
    assert sealed.causation_id is None


@pytest.mark.parametrize("correlation", ["x" * 129, "line\nbreak", "\ud800"])
def test_a_correlation_that_no_event_may_have_is_refused(correlation: str) -> None:
    with pytest.raises(EventValidationError):
        award().sealed(NOW, correlation, None)


def test_a_sealed_event_is_as_frozen_as_any() -> None:
    sealed = award().sealed(NOW, "update:1", None)
    with pytest.raises(ValidationError):
        sealed.user_id = 8  # type: ignore[misc]
    assert hash(sealed) == hash(copy.deepcopy(sealed))
    assert PointsAwardedEvent(**dict(sealed)) == sealed


def test_a_copy_is_encoded_anew() -> None:
    event = award().sealed(NOW, "update:1", None)
    assert (event.key, event.encode()) == (event.key, event.encode())
    other = event.model_copy(update={"user_id": 8})
    assert other.key == "8"
    assert json.loads(other.encode())["partitionkey"] == "8"
    assert json.loads(other.encode())["data"]["user_id"] == 8
    assert json.loads(event.encode())["data"]["user_id"] == 7


def test_sealing_an_event_that_was_read_before_is_not_stale() -> None:
    event = award()
    early = json.loads(event.encode())
    assert "correlationid" not in early
    assert json.loads(event.sealed(NOW, "u", None).encode())["correlationid"] == "u"


def test_an_event_survives_pickling_and_copying() -> None:
    event = award().sealed(NOW, "update:1", CAUSE)
    event.encode()
    decision = sample(StoryDecisionMadeEvent)
    assert pickle.loads(pickle.dumps(decision)) == copy.deepcopy(decision) == decision  # noqa: S301
    for other in (pickle.loads(pickle.dumps(event)), copy.copy(event), copy.deepcopy(event)):  # noqa: S301
        assert other == event
        assert other.encode() == event.encode()
        assert other.key == event.key


def test_what_an_event_does_not_have_is_missing_as_with_any_object() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        award().nonsense  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (NOW, "2026-11-24T12:30:00Z"),
        (NOW.replace(microsecond=120), "2026-11-24T12:30:00.000120Z"),
        (datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-3))), "2026-01-01T03:00:00Z"),
    ],
)
def test_the_wire_tells_time_in_utc(instant: datetime, text: str) -> None:
    event = award().model_copy(update={"timestamp": instant})
    assert event.to_dict()["time"] == text
    assert default_factory().decode(event.to_dict()).timestamp == instant


def test_the_wire_is_one_compact_line_of_a_cloud_event() -> None:
    event = PointsAwardedEvent(
        user_id=7,
        points_amount=5,
        action_type="test",
        note='"quoted"\n💋 Ñ',
        event_id=UUID(int=1),
        timestamp=NOW,
        correlation_id='say "hi"',
        causation_id=CAUSE,
        target_services=("user", 'o"dd'),
        traceparent="00-1-1-01",
    )
    text = event.encode()
    assert "\n" not in text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    wire = json.loads(text)
    data = wire.pop("data")
    assert data["note"] == event.note
    assert wire == {
        "specversion": "1.0",
        "id": str(UUID(int=1)),
        "type": "gamification.points.awarded",
        "source": "/diana/gamification",
        "time": "2026-11-24T12:30:00Z",
        "datacontenttype": "application/json",
        "schemaversion": 1,
        "partitionkey": "7",
        "priority": "NORMAL",
        "correlationid": 'say "hi"',
        "causationid": str(CAUSE),
        "targetservices": ["user", 'o"dd'],
        "traceparent": "00-1-1-01",
    }
