"""The achievements of games, goals and company; see `achievements`."""

from __future__ import annotations

from domains.core.events import EventType
from domains.gamification.achievements.model import Achievement, Tier
from domains.gamification.criteria.model import CountOf
from domains.gamification.filters.model import Condition

RIGHT = Condition(field="is_correct", op="==", value=True)
FAST_SECONDS = 5


def _game(
    code: str, event: str, goals: tuple[tuple[int, int], ...], *where: Condition
) -> Achievement:
    return Achievement(
        code=code,
        category="games",
        criterion=CountOf(event=event, where=where),
        tiers=tuple(Tier(goal=goal, reward=reward) for goal, reward in goals),
    )


GAMES = (
    _game("quick_wit", EventType.TRIVIA_ANSWERED, ((1, 20), (25, 120), (100, 400)), RIGHT),
    _game(
        "before_the_pip",
        EventType.TRIVIA_ANSWERED,
        ((5, 60), (50, 300)),
        RIGHT,
        Condition(field="seconds", op="<=", value=FAST_SECONDS),
    ),
    _game(
        "question_of_the_day",
        EventType.TRIVIA_ANSWERED,
        ((3, 40), (30, 250)),
        Condition(field="occasion", op="contains", value="daily:"),
    ),
    _game("well_wrapped", EventType.DAILY_GIFT_CLAIMED, ((1, 10), (7, 80), (30, 300))),
    _game("errands", EventType.MISSION_COMPLETED, ((5, 60), (50, 400), (200, 1_200))),
    _game(
        "at_dawn",
        EventType.DUEL_FINISHED,
        ((1, 60), (10, 300)),
        Condition(field="outcome", op="==", value="won"),
    ),
    _game(
        "loaded_hand",
        EventType.DICE_THROWN,
        ((1, 20), (6, 66)),
        Condition(field="value", op="==", value=6),
    ),
    _game("good_host", EventType.REFERRAL_REWARDED, ((1, 100), (5, 400), (25, 1_500))),
)
