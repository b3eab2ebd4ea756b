"""What Diana knows comes from events, in whatever order they arrive, each once."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from domains.core import (
    AchievementUnlockedEvent,
    BaseEvent,
    CharacterInteractionEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
    StreakUpdatedEvent,
    UserActivityDetectedEvent,
    UserRegisteredEvent,
)
from domains.core.clock import VirtualClock
from domains.core.testing import BusHarness, Record
from domains.diana import module
from domains.diana.model import Acquaintance, Chapter, Kind, Mood
from domains.diana.module import DianaModule
from domains.diana.repository import Acquaintances
from domains.diana.tables import chapter, player

BEGAN = datetime(2026, 2, 20, 9, 0, tzinfo=UTC)
DAY = 86_400


def at(hours: float) -> datetime:
    return BEGAN + timedelta(hours=hours)


def life(user_id: int) -> list[BaseEvent]:
    """Nine days of a player: two chapters, one of them begun again."""
    return [
        UserRegisteredEvent(user_id=user_id, timestamp=at(0)),
        UserActivityDetectedEvent(user_id=user_id, activity="update", timestamp=at(0)),
        StoryChapterStartedEvent(user_id=user_id, chapter_id="one", timestamp=at(1)),
        *(
            StoryDecisionMadeEvent(
                user_id=user_id, chapter_id="one", decision_id=f"d{n}", timestamp=at(1 + n / 10)
            )
            for n in range(6)
        ),
        *(
            CharacterInteractionEvent(
                user_id=user_id,
                character_id=who,
                relationship_change=change,
                relationship_after=after,
                timestamp=at(2),
            )
            for who, change, after in (
                ("diana", 3, 3),
                ("diana", 2, 5),
                ("lucien", -9, -9),
                ("diana", -1, 4),
            )
        ),
        StoryChapterCompletedEvent(user_id=user_id, chapter_id="one", timestamp=at(3)),
        StoryChapterStartedEvent(user_id=user_id, chapter_id="two", timestamp=at(4)),
        AchievementUnlockedEvent(user_id=user_id, achievement_id="first_step", timestamp=at(3)),
        StreakUpdatedEvent(user_id=user_id, previous_streak=1, current_streak=2, timestamp=at(30)),
        UserActivityDetectedEvent(user_id=user_id, activity="update", timestamp=at(30)),
        UserActivityDetectedEvent(user_id=user_id, activity="update", timestamp=at(200)),
        StoryChapterStartedEvent(user_id=user_id, chapter_id="one", timestamp=at(201)),
    ]


REMEMBERED = Acquaintance(
    registered_at=at(0),
    last_seen_at=at(200),
    left_at=at(30),
    returned_at=at(200),
    decisions=6,
    streak=2,
    streak_at=at(30),
    last_unlock="first_step",
    last_unlock_at=at(3),
    relationship=4,
    rises=2,
    falls=1,
    chapters=(Chapter("one", at(201), at(3)), Chapter("two", at(4), None)),
)


@pytest.fixture
async def diana(kit: BusHarness) -> DianaModule:
    diana = module.build(kit.kernel)
    await kit.start(diana.subscriptions)
    return diana


async def known(kit: BusHarness, user_id: int) -> Acquaintance:
    async with kit.kernel.uow.reading() as tx:
        return await Acquaintances().get(tx, user_id)


async def live(kit: BusHarness, events: list[BaseEvent]) -> list[BaseEvent]:
    async with kit.kernel.uow() as tx:
        published = [tx.publish(event) for event in events]
    await kit.settle()
    return published


async def test_a_life_is_remembered_and_a_replay_changes_nothing(
    kit: BusHarness, diana: DianaModule, record: Record
) -> None:
    published = await live(kit, life(7))
    assert await known(kit, 7) == REMEMBERED
    random.Random(3).shuffle(published)
    for _ in range(2):
        kit.redeliver(published)
        await kit.settle()
    assert await known(kit, 7) == REMEMBERED
    assert record.failures == []


@pytest.mark.parametrize("seed", range(5))
async def test_kinds_of_events_may_overtake_each_other(
    kit: BusHarness, diana: DianaModule, seed: int
) -> None:
    """Each kind has its own lane: between lanes nothing is promised."""
    chance = random.Random(seed)
    lanes: dict[str, list[BaseEvent]] = {}
    for event in life(7):
        lanes.setdefault(event.event_type, []).append(event)
    mixed: list[BaseEvent] = []
    while lanes:
        kind = chance.choice(sorted(lanes))
        mixed.append(lanes[kind].pop(0))
        if not lanes[kind]:
            del lanes[kind]
    await live(kit, mixed)
    assert await known(kit, 7) == REMEMBERED


async def test_old_news_that_comes_late_does_not_undo_what_came_after(
    kit: BusHarness, diana: DianaModule
) -> None:
    """A dead letter may be replayed days later."""
    await live(kit, life(7))
    late = [
        UserActivityDetectedEvent(user_id=7, activity="update", timestamp=at(25)),
        StreakUpdatedEvent(user_id=7, previous_streak=0, current_streak=1, timestamp=at(1)),
        AchievementUnlockedEvent(user_id=7, achievement_id="older", timestamp=at(2)),
        StoryChapterStartedEvent(user_id=7, chapter_id="one", timestamp=at(0.5)),
        StoryChapterCompletedEvent(user_id=7, chapter_id="one", timestamp=at(1)),
    ]
    await live(kit, late)
    assert await known(kit, 7) == REMEMBERED


async def test_a_return_is_noticed_before_and_after_the_news_of_it(
    kit: BusHarness, diana: DianaModule, clock: VirtualClock
) -> None:
    await live(kit, [e for e in life(7) if e.timestamp < at(100)])
    clock.advance((at(260) - clock.now()).total_seconds() + 60)
    before = await diana.diana.greet(7, "Ana")
    seen = UserActivityDetectedEvent(user_id=7, activity="update", timestamp=clock.now())
    await live(kit, [seen])
    after = await diana.diana.greet(7, "Ana")
    assert before == after
    assert (after.mood, after.params) == (Mood.MISSING, {"name": "Ana", "days": 9})
    clock.advance(DAY)
    assert (await diana.diana.greet(7, "Ana")).mood is not Mood.MISSING


async def test_a_stranger_is_welcomed_and_shown_the_door_to_the_story(
    diana: DianaModule,
) -> None:
    assert (await diana.diana.greet(404, "<b>")).mood is Mood.WELCOMING
    assert (await diana.diana.next_best_action(404)).kind is Kind.BEGIN_STORY


async def test_a_zone_that_is_none_is_utc(diana: DianaModule) -> None:
    assert await diana.diana.greet(7, "Ana", "../x") == await diana.diana.greet(7, "Ana")


async def test_the_forgotten_leave_nothing(kit: BusHarness, diana: DianaModule) -> None:
    await live(kit, [*life(7), *life(8)])
    export = await diana.diana.export(7)
    assert json.loads(json.dumps(export))["diana_player"][0]["decisions"] == 6
    assert len(export["diana_chapter"]) == 2
    await diana.diana.erase(7)
    await diana.diana.erase(7)
    assert await diana.diana.export(7) == {"diana_player": [], "diana_chapter": []}
    async with kit.kernel.uow.reading() as tx:
        for table, left in ((player, 1), (chapter, 2)):
            assert await tx.scalar(sa.select(sa.func.count()).select_from(table)) == left
    assert await known(kit, 8) == REMEMBERED
