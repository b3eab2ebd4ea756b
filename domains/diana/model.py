"""Diana's rules: who somebody is to her, which line she says, what she would do next.

Every outcome follows from facts by rules that can be read here, and carries its reasons.
Nothing is left to chance: the same person on the same day hears the same line, and on the
next day another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domains.core.days import local_day, local_time

CHARACTER = "diana"
"""Her id in the story."""

MISSED_AFTER = timedelta(days=3)
RECENT = timedelta(hours=24)
"""How long an unlock or a finished chapter is news."""

WARM_FROM, DISTANT_TO = 4, -2
"""Relationship values; one chapter moves it by about -5 to +10."""

STREAK_WORTH_KEEPING = 2
"""Days."""


class Mood(StrEnum):
    """How she says it. The first four are attitudes, the others occasions."""

    CURIOUS = "curious"
    WARM = "warm"
    DISTANT = "distant"
    CONTRADICTORY = "contradictory"
    WELCOMING = "welcoming"
    MISSING = "missing"
    PROUD = "proud"


class PartOfDay(StrEnum):
    """On the person's own clock."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Kind(StrEnum):
    """What somebody could do next."""

    BEGIN_STORY = "begin_story"
    CONTINUE_STORY = "continue_story"
    KEEP_STREAK = "keep_streak"
    SEE_ACHIEVEMENTS = "see_achievements"
    COME_BACK_TOMORROW = "come_back_tomorrow"


ATTITUDES = (Mood.CURIOUS, Mood.WARM, Mood.DISTANT, Mood.CONTRADICTORY)

_VARIANTS = {
    "first": 3,
    "proud": 3,
    **{part.value: 3 for part in PartOfDay},
    **{mood.value: 4 for mood in ATTITUDES if mood is not Mood.CURIOUS},
    **{f"missed.{mood.value}": 2 for mood in ATTITUDES},
}
"""How many lines each family of greetings has, numbered from 1."""

GREETING = "diana.greeting"
NEXT = "diana.next"

TEXT_KEYS: tuple[str, ...] = (
    *(
        f"{GREETING}.{family}.{variant}"
        for family, count in _VARIANTS.items()
        for variant in range(1, count + 1)
    ),
    *(f"{NEXT}.{kind.value}" for kind in Kind),
)
"""Every text this module asks for. All may use `{name}`, `missed` also `{days}`."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter somebody entered. Both None only for what was never begun."""

    chapter_id: str
    started_at: datetime | None
    completed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Begun, or begun again, and not finished since."""
        return self.started_at is not None and (
            self.completed_at is None or self.started_at > self.completed_at
        )


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What Diana knows about somebody, from the events she heard."""

    registered_at: datetime | None = None
    last_seen_at: datetime | None = None
    left_at: datetime | None = None
    """Before the last long absence, when they were last seen."""
    returned_at: datetime | None = None
    decisions: int = 0
    streak: int = 0
    streak_at: datetime | None = None
    last_unlock: str | None = None
    last_unlock_at: datetime | None = None
    relationship: int = 0
    rises: int = 0
    falls: int = 0
    """How often the relationship rose and fell."""
    chapters: tuple[Chapter, ...] = field(default=())

    @property
    def attitude(self) -> Mood:
        """How she feels about them, in four shades."""
        swings = min(self.rises, self.falls)
        if swings > 1:
            return Mood.CONTRADICTORY
        if self.relationship >= WARM_FROM:
            return Mood.WARM
        if self.relationship <= DISTANT_TO:
            return Mood.DISTANT
        return Mood.CONTRADICTORY if swings else Mood.CURIOUS

    @property
    def is_stranger(self) -> bool:
        """Nothing has happened between them yet."""
        return not self.decisions and not self.chapters

    def absence(self, now: datetime, timezone: str) -> timedelta | None:
        """How long they were away, on the day of their return; None when it was not long.

        The return itself may or may not have been heard of yet: both give the same answer.
        """
        if self.last_seen_at is not None and now - self.last_seen_at >= MISSED_AFTER:
            return now - self.last_seen_at
        if self.left_at is None or self.returned_at is None:
            return None
        is_today = local_day(self.returned_at, timezone) == local_day(now, timezone)
        return self.returned_at - self.left_at if is_today else None

    def news(self, now: datetime) -> str | None:
        """The reason to be proud of them today, if there is one."""
        if self.last_unlock_at is not None and now - self.last_unlock_at < RECENT:
            return "unlock.recent"
        completed = (chapter.completed_at for chapter in self.chapters)
        if any(at is not None and now - at < RECENT for at in completed):
            return "chapter.completed"
        return None


@dataclass(frozen=True, slots=True)
class Greeting:
    """One line of hers: its key, what to fill in, and why this one."""

    mood: Mood
    text_key: str
    variant: int
    params: dict[str, str | int]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """What she would do next in somebody's place, and why."""

    kind: Kind
    text_key: str
    reason: str


def part_of_day(hour: int) -> PartOfDay:
    """Morning from 5, afternoon from 12, evening from 19, night from 23."""
    for begins, part in (
        (23, PartOfDay.NIGHT),
        (19, PartOfDay.EVENING),
        (12, PartOfDay.AFTERNOON),
        (5, PartOfDay.MORNING),
    ):
        if hour >= begins:
            return part
    return PartOfDay.NIGHT


def greet(known: Acquaintance, user_id: int, name: str, now: datetime, timezone: str) -> Greeting:
    """Choose her line: an occasion before a habit, the attitude in everything."""
    attitude = known.attitude
    params: dict[str, str | int] = {"name": name}
    away = known.absence(now, timezone)
    news = known.news(now)
    reasons: tuple[str, ...]
    if away is not None:
        params["days"] = away.days
        mood, reasons = Mood.MISSING, ("absence.long", f"attitude.{attitude.value}")
        families = [f"missed.{attitude.value}"]
    elif known.is_stranger:
        mood, reasons, families = Mood.WELCOMING, ("story.not_begun",), ["first"]
    elif news is not None and attitude is not Mood.DISTANT:
        mood, reasons, families = Mood.PROUD, (news, f"attitude.{attitude.value}"), ["proud"]
    else:
        part = part_of_day(local_time(now, timezone).hour)
        mood, reasons = attitude, (f"attitude.{attitude.value}", f"time.{part.value}")
        families = {
            Mood.CURIOUS: [part.value],
            Mood.WARM: [attitude.value, part.value],
        }.get(attitude, [attitude.value])
    family, variant = _choose(families, user_id, local_day(now, timezone))
    return Greeting(mood, f"{GREETING}.{family}.{variant}", variant, params, reasons)


def next_best_action(known: Acquaintance, now: datetime, timezone: str) -> Action:
    """The first rule that holds."""
    counted_today = known.streak_at is not None and (
        local_day(known.streak_at, timezone) == local_day(now, timezone)
    )
    rules = (
        (not known.chapters, Kind.BEGIN_STORY, "story.not_begun"),
        (any(c.is_open for c in known.chapters), Kind.CONTINUE_STORY, "chapter.unfinished"),
        (
            known.streak >= STREAK_WORTH_KEEPING and not counted_today,
            Kind.KEEP_STREAK,
            "streak.at_risk",
        ),
        (known.news(now) == "unlock.recent", Kind.SEE_ACHIEVEMENTS, "unlock.recent"),
        (True, Kind.COME_BACK_TOMORROW, "story.caught_up"),
    )
    kind, reason = next((kind, reason) for holds, kind, reason in rules if holds)
    return Action(kind, f"{NEXT}.{kind.value}", reason)


def _choose(families: Sequence[str], user_id: int, day: date) -> tuple[str, int]:
    lines = [
        (family, variant) for family in families for variant in range(1, _VARIANTS[family] + 1)
    ]
    # Each begins elsewhere and moves on by one a day: never the same line two days running.
    digest = hashlib.sha256(f"{user_id}:{families[0]}".encode()).digest()
    return lines[(int.from_bytes(digest[:4]) + day.toordinal()) % len(lines)]
