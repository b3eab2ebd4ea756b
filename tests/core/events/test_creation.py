"""Events when they are made: what cannot be built, and what is the same for a whole type."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

import pytest
from pydantic import ValidationError

from domains.core import (
    CATALOGUE,
    AchievementUnlockedEvent,
    AdminActionPerformedEvent,
    BaseEvent,
    Durability,
    ErrorOccurredEvent,
    EventPriority,
    EventType,
    EventValidationError,
    IEvent,
    PointsAwardedEvent,
    StoryDecisionMadeEvent,
    UserRegisteredEvent,
)
from domains.core.interfaces import Overflow
from tests.core.events.samples import required, sample

NOW = datetime(2026, 11, 24, tzinfo=UTC)
AWARD: dict[str, Any] = {"user_id": 7, "points_amount": 5, "action_type": "test"}


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
        {"priority": True},
        {"target_services": ("",)},
        {"event_id": ""},
        {"correlation_id": ""},
    ],
)
def test_an_invalid_event_cannot_be_built(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PointsAwardedEvent(**{**AWARD, **wrong})


@pytest.mark.parametrize(
    ("event_class", "priority", "source"),
    [
        (PointsAwardedEvent, EventPriority.NORMAL, "gamification"),
        (AchievementUnlockedEvent, EventPriority.HIGH, "gamification"),
        (StoryDecisionMadeEvent, EventPriority.HIGH, "narrative"),
        (UserRegisteredEvent, EventPriority.HIGH, "user"),
        (AdminActionPerformedEvent, EventPriority.CRITICAL, "admin"),
        (ErrorOccurredEvent, EventPriority.CRITICAL, "system"),
    ],
)
def test_a_new_event_has_the_priority_and_the_source_of_its_class(
    event_class: type[BaseEvent], priority: EventPriority, source: str
) -> None:
    event = required(event_class)
    assert isinstance(event, IEvent)
    assert event.priority is priority
    assert event.source_service == source
    assert event.event_id.version == 7
    assert event.timestamp.utcoffset() is not None
    assert event.correlation_id is None
    assert event.causation_id is None
    assert event.validate()


def test_ids_are_ordinary_ids_and_sort_by_time() -> None:
    ids = [required(UserRegisteredEvent).event_id for _ in range(1_000)]
    assert ids == sorted(ids)
    assert ids == [UUID(str(event_id)) for event_id in ids]
    assert pickle.loads(pickle.dumps(ids[0])) == ids[0]  # noqa: S301  # just made


def test_an_event_is_immutable_and_its_payload_a_copy() -> None:
    event = sample(StoryDecisionMadeEvent)
    with pytest.raises(ValidationError):
        event.user_id = 8  # type: ignore[attr-defined]
    before = event.payload
    event.payload["user_id"] = 8
    event.payload["character_impacts"]["diana"] = 99
    assert event.payload == before
    assert "event_id" not in before


def test_nothing_inside_an_event_can_be_changed() -> None:
    event = sample(StoryDecisionMadeEvent)
    assert isinstance(event, StoryDecisionMadeEvent)
    impacts = event.character_impacts
    attempts: list[Callable[[], object]] = [
        lambda: impacts.__setitem__("diana", 9),
        lambda: impacts.__delitem__("diana"),
        lambda: impacts.update(diana=9),
        lambda: impacts.pop("diana"),
        lambda: impacts.setdefault("new", 9),
        lambda: impacts.__ior__({"diana": 9}),
        impacts.popitem,
        impacts.clear,
    ]
    for attempt in attempts:
        with pytest.raises(TypeError):
            attempt()
    assert impacts == {"diana": 2, "lucien": -1}


def test_what_was_passed_in_may_change_without_the_event() -> None:
    details: dict[str, str | int | bool] = {"amount": 5}
    event = AdminActionPerformedEvent(admin_user_id=1, action_type="grant", action_details=details)
    details["amount"] = 6
    assert event.action_details == {"amount": 5}


@pytest.mark.parametrize("event_class", CATALOGUE, ids=lambda c: c.__name__)
def test_equal_events_are_equal_in_sets_too(event_class: type[BaseEvent]) -> None:
    assert len({sample(event_class), sample(event_class), required(event_class)}) == 2


def test_priority_is_read_by_name_and_number_and_written_by_name() -> None:
    by_name = PointsAwardedEvent(**{**AWARD, "priority": "high"})
    by_number = PointsAwardedEvent(**{**AWARD, "priority": 3})
    assert by_name.priority is by_number.priority is EventPriority.HIGH
    assert by_name.to_dict()["priority"] == "HIGH"


def test_the_base_itself_is_abstract_and_so_is_a_base_without_a_type() -> None:
    class HalfMadeEvent(BaseEvent):
        user_id: int = 7

    for abstract in (BaseEvent, HalfMadeEvent):
        with pytest.raises(TypeError, match="event_type"):
            abstract()


def test_types_are_unique_and_complete() -> None:
    constants = {value for name, value in vars(EventType).items() if name.isupper()}
    assert {event_class.event_type for event_class in CATALOGUE} == constants
    assert len(constants) == len(CATALOGUE)
    assert all(event_class.__name__.endswith("Event") for event_class in CATALOGUE)
    assert all(
        event_class.event_type.startswith(f"{event_class.source_service}.")
        for event_class in CATALOGUE
    )


def test_every_type_says_what_it_means() -> None:
    assert [event_class for event_class in CATALOGUE if not event_class.__doc__] == []


def test_the_constants_of_the_brief_keep_their_wire_names() -> None:
    names = [
        "gamification.points.awarded",
        "gamification.points.deducted",
        "gamification.achievement.unlocked",
        "gamification.streak.updated",
        "gamification.leaderboard.updated",
        "narrative.chapter.started",
        "narrative.chapter.completed",
        "narrative.decision.made",
        "narrative.character.interaction",
        "narrative.progress.updated",
        "user.registered",
        "user.profile.updated",
        "user.subscription.changed",
        "user.activity.detected",
        "admin.action.performed",
        "admin.user.moderated",
        "admin.content.moderated",
        "admin.config.changed",
        "system.service.started",
        "system.service.stopped",
        "system.health.failed",
        "system.error.occurred",
    ]
    assert len(names) == 22
    assert set(names) <= {event_class.event_type for event_class in CATALOGUE}


def declare(**attributes: Any) -> type[BaseEvent]:
    """A new event class with these declarations."""
    namespace = {
        "event_type": "test.thing.happened",
        "source_service": "test",
        "key_field": "event_id",
        "__annotations__": dict.fromkeys(attributes, ClassVar[Any]),
        "__module__": __name__,
        **attributes,
    }
    return type("ThingHappenedEvent", (BaseEvent,), namespace)


@pytest.mark.parametrize(
    "wrong",
    [
        {"event_type": ""},
        {"event_type": "nodots"},
        {"event_type": "Test.Thing"},
        {"event_type": "test." + "x" * 92},
        {"source_service": ""},
        {"schema_version": 0},
        {"key_field": "user_id"},
        {"overflow": Overflow.DROP_OLDEST},
        {"overflow": Overflow.SPILL, "durability": Durability.EPHEMERAL},
    ],
)
def test_a_declaration_that_cannot_be_true_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(EventValidationError):
        declare(**wrong)


@pytest.mark.parametrize(
    ("declared", "overflow"),
    [
        ({}, Overflow.SPILL),
        ({"overflow": Overflow.REJECT}, Overflow.REJECT),
        ({"overflow": Overflow.WAIT}, Overflow.WAIT),
        ({"durability": Durability.EPHEMERAL}, Overflow.WAIT),
        (
            {"durability": Durability.EPHEMERAL, "overflow": Overflow.DROP_OLDEST},
            Overflow.DROP_OLDEST,
        ),
    ],
)
def test_a_full_bus_treats_each_type_as_declared(
    declared: dict[str, Any], overflow: Overflow
) -> None:
    assert declare(**declared).overflow is overflow
