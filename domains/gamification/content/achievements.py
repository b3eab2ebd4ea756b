"""The achievements of the game. Their words are in the bot's catalogues, by code."""

from __future__ import annotations

from domains.core.events import EventType
from domains.gamification.achievements.model import (
    Achievement,
    Catalogue,
    Condition,
    CountOf,
    StreakOf,
    Tier,
)

CATALOGUE = Catalogue(
    (
        Achievement(
            code="first_step",
            category="story",
            criterion=CountOf(event=EventType.DECISION_MADE),
            tiers=(Tier(goal=1, reward=20),),
        ),
        Achievement(
            code="chapter_one",
            category="story",
            criterion=CountOf(
                event=EventType.CHAPTER_COMPLETED,
                where=(Condition(field="first_time", op="==", value=True),),
            ),
            tiers=(Tier(goal=1, reward=50),),
        ),
        Achievement(
            code="faithful",
            category="habit",
            criterion=StreakOf(),
            tiers=(Tier(goal=3, reward=50),),
        ),
    )
)
