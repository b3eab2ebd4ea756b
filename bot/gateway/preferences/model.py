"""The rules of what may be sent to whom, and when, as pure functions (A11).

What a turn shows in its own answer is not subject to them: whoever presses wants an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import Enum, StrEnum

from domains.core.days import local_time, zone

AWAKE = timedelta(minutes=16)
"""Activity is noted once a quarter of an hour: whoever was seen since is at their phone."""
QUIET_FROM, QUIET_UNTIL = 22, 9
"""Hours of the person's own clock in which nothing rings."""
BACK_OFF = tuple(timedelta(days=days) for days in (1, 3, 7, 14))
"""How long to wait after each nudge that nobody answered; after the last one no more come."""
LESS = timedelta(days=3)
"""The least between two nudges for somebody who asked for less of them."""
STREAK_NUDGES = 7
"""Streak reminders come daily, as streaks do, and stop after so many without an answer."""


class Category(StrEnum):
    """Why somebody is told something."""

    TRANSACTIONAL = "transactional"
    GAMEPLAY = "gameplay"
    REMINDERS = "reminders"
    MARKETING = "marketing"

    @property
    def priority(self) -> int:
        """The lower, the sooner."""
        return list(Category).index(self)

    @property
    def is_nudge(self) -> bool:
        """Did nothing happen that asks for it? At most one a day."""
        return self in (Category.REMINDERS, Category.MARKETING)


SWITCHABLE = (Category.GAMEPLAY, Category.REMINDERS, Category.MARKETING)

_BY_KIND = {
    "adjustment": Category.TRANSACTIONAL,
    "decision": Category.TRANSACTIONAL,
    "payment": Category.TRANSACTIONAL,
    "moderation": Category.TRANSACTIONAL,
    "reminder": Category.REMINDERS,
    "news": Category.MARKETING,
}


def category_of(kind: str) -> Category:
    """The category of a kind, by the first part of its name; gameplay for most."""
    return _BY_KIND.get(kind.partition(".")[0], Category.GAMEPLAY)


class Level(StrEnum):
    """How much of a category somebody wants."""

    ON = "on"
    LESS = "less"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose. Marketing is off until it is asked for."""

    levels: Mapping[Category, Level] = field(default_factory=dict)
    quiet_from: int = QUIET_FROM
    quiet_until: int = QUIET_UNTIL
    """Hours of the person's clock, 0 to 23; the same twice: never quiet."""

    def of(self, category: Category) -> Level:
        """The level of a category; transactional messages are always on."""
        if category is Category.TRANSACTIONAL:
            return Level.ON
        default = Level.OFF if category is Category.MARKETING else Level.ON
        return self.levels.get(category, default)

    @property
    def has_quiet_hours(self) -> bool:
        """Is there an hour in which nothing rings?"""
        return self.quiet_from != self.quiet_until


@dataclass(frozen=True, slots=True)
class Nudge:
    """The latest nudge of a category, and how many in a row nobody answered with it."""

    sent_at: datetime
    unanswered: int
    notification_id: int


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the message is for. `last_seen_at` is exact to a quarter of an hour."""

    timezone: str = "UTC"
    last_seen_at: datetime | None = None

    def is_awake(self, now: datetime) -> bool:
        """Have they been here a moment ago?"""
        return self.last_seen_at is not None and now - self.last_seen_at < AWAKE


class Verdict(Enum):
    """What becomes of a notification now."""

    SEND = "send"
    WAIT = "wait"
    DROP = "drop"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict; `until` is when to ask again."""

    verdict: Verdict
    until: datetime | None = None


SEND, DROP, EXPIRE = Decision(Verdict.SEND), Decision(Verdict.DROP), Decision(Verdict.EXPIRE)


def decide(
    category: Category,
    expires_at: datetime | None,
    choices: Choices,
    person: Person,
    now: datetime,
) -> Decision:
    """May it be told now? What cannot wait until quiet hours end is never told."""
    if expires_at is not None and expires_at <= now:
        return EXPIRE
    if category is Category.TRANSACTIONAL:
        return SEND
    if choices.of(category) is Level.OFF:
        return DROP
    until = quiet_until(choices, person.timezone, now)
    if until is None or (category is Category.GAMEPLAY and person.is_awake(now)):
        return SEND
    if expires_at is not None and expires_at <= until:
        return EXPIRE
    return Decision(Verdict.WAIT, until)


def quiet_until(choices: Choices, timezone: str, now: datetime) -> datetime | None:
    """The end of the quiet hours in which `now` lies, UTC; None when it does not.

    Hours of the wall clock: a night in which the clock changes is quiet to its end.
    """
    if not choices.has_quiet_hours:
        return None
    wall = local_time(now, timezone)
    start, end = choices.quiet_from, choices.quiet_until
    is_quiet = start <= wall.hour < end if start < end else wall.hour >= start or wall.hour < end
    if not is_quiet:
        return None
    day = wall.date() if wall.hour < end else wall.date() + timedelta(days=1)
    return datetime.combine(day, time(end), zone(timezone)).astimezone(UTC)


def may_nudge(
    kind: str, level: Level, last: Nudge | None, person: Person, now: datetime
) -> tuple[bool, int]:
    """May a nudge go out now, and how many unanswered ones it would make.

    One a day of UTC and category. Whoever came back since the last one has answered it.
    """
    if last is None:
        return True, 1
    answered = person.last_seen_at is not None and person.last_seen_at > last.sent_at
    unanswered = 0 if answered else last.unanswered
    if last.sent_at.astimezone(UTC).date() >= now.astimezone(UTC).date():
        return False, unanswered
    since = now - last.sent_at
    if level is Level.LESS and since < LESS:
        return False, unanswered
    if kind == "reminder.streak":
        return unanswered < STREAK_NUDGES, unanswered + 1
    if unanswered > len(BACK_OFF):
        return False, unanswered
    return unanswered == 0 or since >= BACK_OFF[unanswered - 1], unanswered + 1
