"""Doors: for VIP, locked, priced, opened later, closing by themselves; and what scripts ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from domains.core import (
    ItemPurchasedEvent,
    ItemUsedEvent,
    LevelReachedEvent,
    StoryDecisionDefaultedEvent,
    StoryDecisionMadeEvent,
    StoryReopenedEvent,
    UserProfileUpdatedEvent,
    UserSubscriptionChangedEvent,
)
from domains.core.testing import BusHarness
from domains.narrative import module
from domains.narrative.engine.library import StoryLibrary
from domains.narrative.engine.run import Step, StoryView
from domains.narrative.errors import (
    ChapterNotFoundError,
    ChoiceLockedError,
    NotYourRunError,
    StaleChoiceError,
    StillWaitingError,
    VipOnlyError,
)
from domains.narrative.module import NarrativeModule
from domains.narrative.readers.model import Preference, Speed
from tests.domains.narrative.chapters import doors

ADA, BOB = 101, 202
PLAIN, SMALL, GILDED, DARK = range(4)


@pytest.fixture
async def house(kit: BusHarness) -> NarrativeModule:
    house = module.build(kit.kernel, library=StoryLibrary({"doors": doors()}), story_id="doors")
    await kit.start(house.subscriptions)
    return house


async def say(kit: BusHarness, *events: object) -> None:
    await kit.publish(*events)  # type: ignore[arg-type]
    await kit.settle()


async def tap(house: NarrativeModule, view: StoryView, choice: int) -> Step:
    return await house.service.choose(
        ADA, run_id=view.run_id, turn=view.turn, choice=choice, language="en"
    )


def vip(plan: str = "vip", ends_at: datetime | None = None) -> UserSubscriptionChangedEvent:
    return UserSubscriptionChangedEvent(
        user_id=ADA, previous_plan="free", new_plan=plan, expires_at=ends_at
    )


async def test_a_script_knows_its_reader(kit: BusHarness, house: NarrativeModule) -> None:
    hour = (kit.clock.now().astimezone(UTC).hour + 2) % 24
    await say(
        kit,
        LevelReachedEvent(user_id=ADA, level=4, lifetime_xp=900),
        LevelReachedEvent(user_id=ADA, level=3, lifetime_xp=500),
        UserProfileUpdatedEvent(user_id=ADA, updated_fields=("timezone",), timezone="Etc/GMT-2"),
        vip(),
    )
    view = await house.service.open(ADA, "en")
    assert view.lines[0].text == f"A row of doors at {hour}, for level 4. One is gilded."
    assert (await house.service.open(BOB, "en")).lines[0].text.endswith("for level 1.")
    assert kit.failures == []


async def test_who_has_no_plan_finds_the_gilded_door_shut(
    kit: BusHarness, house: NarrativeModule
) -> None:
    view = await house.service.open(ADA, "en")
    assert not view.is_open(view.choices[GILDED])
    with pytest.raises(VipOnlyError):
        await tap(house, view, GILDED)
    ends = kit.clock.now() + timedelta(days=1)
    await say(kit, vip(ends_at=ends))
    assert (await house.service.look(ADA, "en")).is_open(view.choices[GILDED])
    kit.clock.advance(86_401)
    with pytest.raises(VipOnlyError):
        await tap(house, await house.service.look(ADA, "en"), GILDED)


async def test_old_news_of_a_plan_is_no_news(kit: BusHarness, house: NarrativeModule) -> None:
    now = kit.clock.now()
    await say(
        kit,
        vip().model_copy(update={"change_timestamp": now}),
        vip("free").model_copy(update={"change_timestamp": now - timedelta(days=3)}),
    )
    assert (await house.service.open(ADA, "en")).is_vip


async def test_a_locked_door_says_what_is_missing_and_opens_with_it(
    kit: BusHarness, house: NarrativeModule
) -> None:
    view = await house.service.open(ADA, "en")
    assert view.choices[DARK].lock == "You have no lantern."
    with pytest.raises(ChoiceLockedError) as refused:
        await tap(house, view, DARK)
    assert refused.value.params["missing"] == "You have no lantern."
    bought = ItemPurchasedEvent(
        user_id=ADA, item_id="lantern", purchase_id=uuid4(), points_price=5
    )
    await say(kit, bought)
    fresh = await house.service.restart(ADA, view.run_id, view.turn, "en")
    assert fresh.choices[DARK].lock is None
    used = ItemUsedEvent(user_id=ADA, item_id="lantern", use_id=uuid4(), quantity_left=0)
    await say(kit, used)
    again = await house.service.restart(ADA, fresh.run_id, fresh.turn, "en")
    assert again.choices[DARK].lock is not None


async def test_a_clue_is_known_to_later_readings(house: NarrativeModule) -> None:
    view = await house.service.open(ADA, "en")
    after = (await tap(house, view, PLAIN)).view
    fresh = await house.service.restart(ADA, after.run_id, after.turn, "en")
    assert fresh.lines[0].text.endswith("You have a key.")


async def test_a_wait_closes_the_choices_and_the_reader_is_told_when_it_is_over(
    kit: BusHarness, house: NarrativeModule
) -> None:
    view = (await tap(house, await house.service.open(ADA, "en"), PLAIN)).view
    assert view.wait_until == kit.clock.now() + timedelta(hours=2)
    assert view.wait_text == "The corridor has no hurry."
    with pytest.raises(StillWaitingError):
        await tap(house, view, 0)
    await kit.advance("1h")
    with pytest.raises(StillWaitingError):
        await tap(house, view, 0)
    await kit.expect(StoryReopenedEvent, user_id=ADA, chapter_id="row").within("61m")
    opened = await house.service.open(ADA, "en")
    assert (opened.turn, opened.wait_until) == (view.turn, None)
    assert (await tap(house, opened, 0)).view.lines[0].text == "Steps."


async def test_a_wait_survives_the_process(kit: BusHarness, house: NarrativeModule) -> None:
    await tap(house, await house.service.open(ADA, "en"), PLAIN)
    await kit.restart()
    await kit.expect(StoryReopenedEvent, user_id=ADA).within("3h")


async def test_nobody_has_to_wait(kit: BusHarness, house: NarrativeModule) -> None:
    view = (await tap(house, await house.service.open(ADA, "en"), PLAIN)).view
    with pytest.raises(NotYourRunError):
        await house.service.stop_waiting(BOB, view.run_id, view.turn, "en")
    with pytest.raises(StaleChoiceError):
        await house.service.stop_waiting(ADA, view.run_id, view.turn - 1, "en")
    opened = await house.service.stop_waiting(ADA, view.run_id, view.turn, "en")
    assert opened.wait_until is None
    await tap(house, opened, 1)
    await kit.expect_none(StoryReopenedEvent).within("3h")


async def test_who_wishes_no_waits_has_none_and_who_wishes_no_news_gets_none(
    kit: BusHarness, house: NarrativeModule
) -> None:
    await house.shelf.prefer(ADA, Preference.NEWS, is_on=False)
    view = (await tap(house, await house.service.open(ADA, "en"), PLAIN)).view
    assert view.wait_until is not None
    await kit.expect_none(StoryReopenedEvent).within("3h")
    assert (await house.service.open(ADA, "en")).wait_until is None
    await house.shelf.prefer(ADA, Preference.WAITS, is_on=False)
    now = await house.service.look(ADA, "en")
    fresh = await house.service.restart(ADA, now.run_id, now.turn, "en")
    assert (await tap(house, fresh, PLAIN)).view.wait_until is None


async def test_a_page_that_is_left_rings_for_nobody(
    kit: BusHarness, house: NarrativeModule
) -> None:
    view = (await tap(house, await house.service.open(ADA, "en"), PLAIN)).view
    back = await house.service.undo(ADA, view.run_id, view.turn, "en")
    again = (await tap(house, back, SMALL)).view
    await house.service.restart(ADA, again.run_id, again.turn, "en")
    await kit.expect_none(StoryReopenedEvent).within("3h")


async def at_the_bell(house: NarrativeModule) -> StoryView:
    view = (await tap(house, await house.service.open(ADA, "en"), PLAIN)).view
    view = await house.service.stop_waiting(ADA, view.run_id, view.turn, "en")
    return (await tap(house, view, 0)).view


async def test_the_calm_mode_knows_no_timers(kit: BusHarness, house: NarrativeModule) -> None:
    view = await at_the_bell(house)
    assert view.timer_until is None
    await kit.expect_none(StoryDecisionDefaultedEvent).within("1h")


async def test_a_decision_takes_itself_when_time_is_up(
    kit: BusHarness, house: NarrativeModule
) -> None:
    await house.shelf.prefer(ADA, Preference.TIMERS, is_on=True)
    view = await at_the_bell(house)
    assert view.timer_until == kit.clock.now() + timedelta(seconds=30)
    told = await kit.expect(StoryDecisionDefaultedEvent, user_id=ADA).within("31s")
    assert told.decision_text == "Leave it"
    assert (await house.service.look(ADA, "en")).ending_id == "left"
    with pytest.raises(StaleChoiceError):
        await tap(house, view, 0)


async def test_who_is_faster_than_the_timer_decides(
    kit: BusHarness, house: NarrativeModule
) -> None:
    await house.shelf.prefer(ADA, Preference.TIMERS, is_on=True)
    assert (await tap(house, await at_the_bell(house), 0)).view.ending_id == "rung"
    await kit.expect_none(StoryDecisionDefaultedEvent).within("5m")
    assert len(kit.published.of(StoryDecisionMadeEvent)) == 3


async def to_the_end(house: NarrativeModule) -> StoryView:
    return (await tap(house, await at_the_bell(house), 0)).view


async def test_without_a_plan_the_way_leads_past_the_vip_chapter(
    house: NarrativeModule,
) -> None:
    end = await to_the_end(house)
    assert end.next_chapter is not None
    assert (end.next_chapter.id, end.next_chapter.closed_title) == ("yard", "Gilt")
    yard = await house.service.open(ADA, "en")
    assert (yard.chapter_id, yard.lines[0].text) == ("yard", "The yard. Trust 1.")


async def test_a_vip_chapter_is_never_opened_without_a_plan_nor_missed_with_one(
    kit: BusHarness, house: NarrativeModule
) -> None:
    await to_the_end(house)
    yard = await house.service.open(ADA, "en")
    at: Any = {"run_id": yard.run_id, "turn": yard.turn, "language": "en"}
    with pytest.raises(VipOnlyError):
        await house.shelf.turn_to(ADA, "gilt", **at)
    await say(kit, vip())
    await house.shelf.turn_to(ADA, "gilt", **at)
    gilt = await house.service.look(ADA, "en")
    assert gilt.lines[0].text == "Everything shines. Trust 1."
    await house.service.restart(ADA, gilt.run_id, gilt.turn, "en")


async def test_with_a_plan_the_vip_chapter_comes_by_itself(
    kit: BusHarness, house: NarrativeModule
) -> None:
    await say(kit, vip())
    end = await to_the_end(house)
    assert end.next_chapter is not None
    assert (end.next_chapter.id, end.next_chapter.closed_title) == ("gilt", None)
    assert (await house.service.open(ADA, "en")).progress.number == 0


async def test_the_contents_show_what_was_read_and_keep_the_rest(
    house: NarrativeModule,
) -> None:
    before = await house.shelf.contents(ADA, "en")
    assert (before.run_id, [entry.title for entry in before.entries]) == (None, ["", "", ""])
    await to_the_end(house)
    await house.service.open(ADA, "en")
    row, gilt, yard = (await house.shelf.contents(ADA, "en")).entries
    assert (row.is_completed, row.is_open, row.act) == (True, True, "Only act")
    assert (gilt.title, gilt.is_open, gilt.is_vip) == ("Gilt", False, True)
    assert (yard.is_present, yard.progress.number, yard.progress.total) == (True, 2, 2)


async def test_a_chapter_that_is_left_keeps_its_place(house: NarrativeModule) -> None:
    await to_the_end(house)
    yard = (await tap(house, await house.service.open(ADA, "en"), 0)).view

    async def turn_to(chapter: str, view: StoryView) -> StoryView:
        await house.shelf.turn_to(ADA, chapter, run_id=view.run_id, turn=view.turn, language="en")
        return await house.service.look(ADA, "en")

    row = await turn_to("row", yard)
    assert (row.chapter_id, row.depth) == ("row", 0)
    with pytest.raises(StaleChoiceError):
        await turn_to("row", yard)
    with pytest.raises(StaleChoiceError):
        await tap(house, yard, 0)
    back = await turn_to("yard", row)
    assert (back.run_id, back.depth, back.lines) == (yard.run_id, 1, yard.lines)
    with pytest.raises(ChapterNotFoundError):
        await house.shelf.turn_to(
            ADA, "nowhere", run_id=back.run_id, turn=back.turn, language="en"
        )
    with pytest.raises(NotYourRunError):
        await house.shelf.turn_to(BOB, "row", run_id=back.run_id, turn=back.turn, language="en")


async def test_who_was_away_is_told_what_had_happened(
    kit: BusHarness, house: NarrativeModule
) -> None:
    await to_the_end(house)
    await tap(house, await house.service.open(ADA, "en"), 1)
    assert (await house.service.open(ADA, "en")).recap is None
    await kit.advance("7h")
    recap = (await house.service.open(ADA, "en")).recap
    assert recap is not None
    assert recap.before == "There was a row of doors."
    assert recap.last_decisions == ("To the right",)
    assert (await house.service.open(ADA, "en")).recap is None, "told once"


async def test_pace_and_preferences_are_kept(house: NarrativeModule) -> None:
    assert (await house.shelf.reader(ADA)).speed is Speed.INSTANT
    await house.shelf.pace(ADA, Speed.FAST)
    await house.shelf.prefer(ADA, Preference.WAITS, is_on=False)
    reader = await house.shelf.prefer(ADA, Preference.WAITS, is_on=False)
    assert (reader.speed, reader.waits, reader.news) == (Speed.FAST, False, True)


async def test_a_share_is_told_after_the_choice_once_fifty_have_answered(
    kit: BusHarness, house: NarrativeModule
) -> None:
    async def choose(reader: int, choice: int) -> Step:
        view = await house.service.open(reader, "en")
        return await house.service.choose(
            reader, run_id=view.run_id, turn=view.turn, choice=choice, language="en"
        )

    for reader in range(1_000, 1_049):
        assert (await choose(reader, PLAIN if reader % 7 < 5 else SMALL)).share is None
    await kit.advance("1h")
    assert (await choose(1_049, SMALL)).share is None, "forty-nine are too few"
    await kit.advance("1h")
    assert (await choose(1_050, PLAIN)).share == 70
