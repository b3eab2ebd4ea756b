"""Who somebody is, and the rules about names, roles and the moments that count as activity."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

from domains.core.days import local_day, utc_day
from domains.core.text import is_visible, one_line

PLAYER, MODERATOR, ADMIN, OWNER = "player", "moderator", "admin", "owner"
ROLES: Final = (PLAYER, MODERATOR, ADMIN, OWNER)
"""From the least to the most powerful."""

FREE, VIP, PREMIUM = "free", "vip", "premium"
PLANS: Final = (FREE, VIP, PREMIUM)

LONGEST_NAME = 64
"""Characters of a first or last name: what Telegram allows."""

ACTIVITY_PAUSE = timedelta(minutes=15)
TIMEZONE_PAUSE = timedelta(days=7)
RECENT_SECONDS = 5
RECENT_SIZE = 10_000

_USERNAME = re.compile(r"[A-Za-z0-9_]{1,32}")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class TelegramIdentity:
    """What an update says about its sender. Untrusted."""

    user_id: int
    username: str | None = None
    first_name: str = ""
    last_name: str | None = None
    language_code: str | None = None
    is_premium: bool = False

    def tidied(self) -> TelegramIdentity:
        """The same person, fit to be stored: one-line names, no malformed handles or codes."""
        username, language = self.username or "", self.language_code or ""
        return replace(
            self,
            username=username if _USERNAME.fullmatch(username) else None,
            first_name=one_line(self.first_name, LONGEST_NAME),
            last_name=one_line(self.last_name or "", LONGEST_NAME) or None,
            language_code=language if _LANGUAGE.fullmatch(language) else None,
        )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the bot knows.

    `language` and `timezone` are the person's own choices, None without one;
    `last_seen_at` is exact to a quarter of an hour.
    """

    id: int
    username: str | None
    first_name: str
    last_name: str | None
    language_code: str | None
    is_premium: bool
    language: str | None
    timezone: str | None
    timezone_changed_at: datetime | None
    role: str
    plan: str
    is_reachable: bool
    registered_at: datetime
    last_seen_at: datetime

    @property
    def short_name(self) -> str:
        """The first name; never empty, whatever the person calls themselves."""
        return self.first_name if is_visible(self.first_name) else self._fallback

    @property
    def display_name(self) -> str:
        """First and last name; never empty."""
        full = " ".join(part for part in (self.first_name, self.last_name) if part)
        return full if is_visible(full) else self._fallback

    @property
    def _fallback(self) -> str:
        return f"@{self.username}" if self.username else f"#{self.id % 10_000:04d}"


@dataclass(frozen=True, slots=True)
class UserContext:
    """What a handler needs to know about the sender of an update.

    `language` is one we speak. `is_new` is true in the one call that made the account;
    after a crash nobody may see it, so nothing that must happen may depend on it.
    """

    id: int
    first_name: str
    language: str
    timezone: str
    role: str
    plan: str
    registered_at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A few people in a stable order; `next_after` continues, None at the end."""

    people: tuple[Person, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What holds for people who chose nothing, and what there is to choose from."""

    languages: tuple[str, ...] = ("en", "es")
    default_language: str = "en"
    default_timezone: str = "UTC"

    def language_of(self, person: Person) -> str:
        """The person's choice, else their client's language if we speak it, else ours."""
        client = (person.language_code or "").partition("-")[0].lower()
        for language in (person.language, client):
            if language in self.languages:
                return language
        return self.default_language

    def timezone_of(self, person: Person) -> str:
        """The person's choice, else ours."""
        return person.timezone or self.default_timezone

    def context_of(self, person: Person, *, is_new: bool = False) -> UserContext:
        """The person as handlers see them."""
        return UserContext(
            id=person.id,
            first_name=person.short_name,
            language=self.language_of(person),
            timezone=self.timezone_of(person),
            role=person.role,
            plan=person.plan,
            registered_at=person.registered_at,
            is_new=is_new,
        )


def changes_of(person: Person, identity: TelegramIdentity) -> dict[str, Any]:
    """What a tidied identity says differently from what we know: column → new value.

    Somebody who writes to us can be written to.
    """
    said: dict[str, Any] = {
        "username": identity.username,
        "first_name": identity.first_name,
        "last_name": identity.last_name,
        "language_code": identity.language_code,
        "is_premium": identity.is_premium,
        "is_reachable": True,
    }
    return {name: value for name, value in said.items() if getattr(person, name) != value}


def is_activity_due(last_seen_at: datetime, now: datetime, timezone: str) -> bool:
    """A quarter of an hour has passed, or a day began since: the person's own or the UTC one.

    Both days, because habits count in the person's days and reports in UTC days.
    """
    return (
        now - last_seen_at >= ACTIVITY_PAUSE
        or local_day(now, timezone) != local_day(last_seen_at, timezone)
        or utc_day(now) != utc_day(last_seen_at)
    )


def start_payload(text: str | None) -> str | None:
    """What a link may say, as Telegram has it; None for anything else. Anybody can type one."""
    return text if text and _PAYLOAD.fullmatch(text) else None


def rank(role: str) -> int:
    """The higher, the more powerful; -1 for a role that does not exist."""
    return ROLES.index(role) if role in ROLES else -1


@cache
def timezones() -> frozenset[str]:
    """Every IANA zone this machine knows."""
    return frozenset(available_timezones())


def may_set_role(person: Person, role: str, decider: Person | None) -> bool:
    """May `decider` (None: the operator of the machine) give `person` this role?

    Owners come from the settings, so nobody makes or unmakes one; everybody else is decided
    about by somebody who outranks both what they are and what they become.
    """
    if OWNER in (person.role, role):
        return False
    return decider is None or (
        decider.id != person.id and rank(decider.role) > max(rank(person.role), rank(role))
    )


class Recent:
    """People of the last moments, so that a burst of updates costs one query.

    Only a fast path: what is older than `RECENT_SECONDS` is asked for again, which bounds
    how long another process may act on a role that was taken away.
    """

    def __init__(self, size: int = RECENT_SIZE) -> None:
        self._size = size
        self._people: OrderedDict[int, tuple[TelegramIdentity, Person, datetime]] = OrderedDict()
        self.version = 0
        """Counts every `forget`: what was read before one is not remembered after it."""

    def get(self, identity: TelegramIdentity, now: datetime) -> Person | None:
        """The person if they said the same about themselves a moment ago."""
        known = self._people.get(identity.user_id)
        if known is None or known[0] != identity:
            return None
        return known[1] if now - known[2] < timedelta(seconds=RECENT_SECONDS) else None

    def put(self, identity: TelegramIdentity, person: Person, at: datetime, version: int) -> None:
        """Remember what was read when `version` was current."""
        if version != self.version:
            return
        self._people[identity.user_id] = (identity, person, at)
        self._people.move_to_end(identity.user_id)
        if len(self._people) > self._size:
            self._people.popitem(last=False)

    def forget(self, user_id: int) -> None:
        """Somebody was changed."""
        self.version += 1
        self._people.pop(user_id, None)
