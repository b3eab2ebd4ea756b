"""The reference documents in the tree are those that the program would write now."""

from __future__ import annotations

from bot.reference import FOLDER, wiring
from domains.core import PointsAwardedEvent, ServiceStartedEvent, StoryDecisionMadeEvent
from domains.core.catalogue.documents import documents, stale


async def test_the_reference_is_fresh() -> None:
    assert stale(FOLDER, documents(await wiring())) == [], (
        "run python -m bot events catalogue --write"
    )


async def test_the_wiring_is_that_of_the_whole_program() -> None:
    found = await wiring()
    hearing = {listener.name for listener in found.hearing(PointsAwardedEvent)}
    assert {"admin.count_on_award", "bot.tell_points"} <= hearing
    assert {ServiceStartedEvent, StoryDecisionMadeEvent, PointsAwardedEvent} <= found.published
