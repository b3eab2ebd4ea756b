"""Permissions, limits, and what custodians see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Protocol
from uuid import UUID

from domains.admin.errors import NotAllowedError


class Permission(StrEnum):
    """What somebody may do, as `area:verb`. Code asks for permissions, never for roles."""

    PANEL_OPEN = "panel:open"
    USER_READ = "user:read"
    STATS_READ = "stats:read"
    AUDIT_READ = "audit:read"
    POINTS_GRANT = "points:grant"
    POINTS_TAKE = "points:take"
    POINTS_CONFIRM = "points:confirm"
    ROLE_WRITE = "role:write"
    BUS_READ = "bus:read"
    BUS_MEND = "bus:mend"
    RULES_READ = "rules:read"
    RULES_WRITE = "rules:write"
    LIMITS_WRITE = "limits:write"
    HONOURS_WRITE = "honours:write"
    STREAK_MEND = "streak:mend"
    ALIAS_RESET = "alias:reset"
    MARKET_READ = "market:read"
    MARKET_WRITE = "market:write"
    STORY_WRITE = "story:write"


RANKS: Final = ("player", "moderator", "admin", "owner")
"""From the least to the most powerful."""

_MODERATOR = frozenset(
    {
        Permission.PANEL_OPEN,
        Permission.USER_READ,
        Permission.STATS_READ,
        Permission.STREAK_MEND,
        Permission.ALIAS_RESET,
    }
)
_ADMIN = _MODERATOR | {
    Permission.AUDIT_READ,
    Permission.POINTS_GRANT,
    Permission.POINTS_TAKE,
    Permission.POINTS_CONFIRM,
    Permission.HONOURS_WRITE,
    Permission.BUS_READ,
    Permission.BUS_MEND,
    Permission.RULES_READ,
    Permission.RULES_WRITE,
    Permission.MARKET_READ,
    Permission.MARKET_WRITE,
    Permission.STORY_WRITE,
}

PERMISSIONS: Final[Mapping[str, frozenset[Permission]]] = MappingProxyType(
    {
        "player": frozenset(),
        "moderator": _MODERATOR,
        "admin": _ADMIN,
        "owner": frozenset(Permission),
    }
)

LONGEST_REASON = 500
LONGEST_KEY = 64
LARGEST_GRANT = 1_000_000
"""What the event can carry."""
LARGEST_PAGE = 50
CARD_LINES = 5
"""Audit lines on a person's card."""
WEEK = 7
LONGEST_SPAN = 366
"""Most days in one statistic."""

POINTS_GRANT = "points.grant"
"""The audit's name for besitos given or taken back."""

ADMIN_SOURCE = "admin"
"""Ledger lines whose `action_type` begins so were caused by an adjustment, not by play."""


def may(role: str, permission: Permission) -> bool:
    """Has this role the permission? An unknown role has none."""
    return permission in PERMISSIONS.get(role, frozenset())


def outranks(role: str, other: str) -> bool:
    """Is `role` more powerful than `other`?"""
    return _rank(role) > _rank(other)


def _rank(role: str) -> int:
    return RANKS.index(role) if role in RANKS else -1


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the role they had when their update arrived."""

    id: int
    role: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit. Ids are None when that person has been forgotten since."""

    id: UUID
    at: datetime
    actor_id: int | None
    actor_role: str
    action: str
    target_user_id: int | None
    details: Mapping[str, Any]
    reason: str | None
    result: str
    """`done` or `denied`."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Lines from the newest to the oldest; `next_after` continues, None at the end."""

    lines: tuple[AuditLine, ...]
    next_after: UUID | None


class Metric(StrEnum):
    """What is counted per UTC day."""

    REGISTRATIONS = "registrations"
    ACTIVE = "active"
    DECISIONS = "decisions"
    CHAPTERS = "chapters"
    EARNED = "besitos_earned"
    SPENT = "besitos_spent"
    GRANTED = "besitos_granted"
    TAKEN = "besitos_taken"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts over a span of days.

    `active` are distinct people; `chapters` counts first completions only; besitos earned
    and spent are those of play, granted and taken those moved by custodians.
    """

    registrations: int = 0
    active: int = 0
    decisions: int = 0
    chapters: int = 0
    besitos_earned: int = 0
    besitos_spent: int = 0
    besitos_granted: int = 0
    besitos_taken: int = 0


def total(days: Iterable[Numbers]) -> Numbers:
    """The sum of several days; whoever was here on two of them is `active` twice."""
    sums = Counter[str]()
    for numbers in days:
        sums.update(asdict(numbers))
    return Numbers(**sums)


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """One UTC day; `numbers` is None for a day before anything was counted."""

    day: date
    numbers: Numbers | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Days from the oldest to today, and two totals. None where there is no data."""

    since: date | None
    """The first day that anything was counted."""
    today: Numbers | None
    week: Numbers | None
    """Today and the six days before it; `active` counts nobody twice."""
    days: tuple[DayNumbers, ...]


class PersonView(Protocol):
    """What we ask to know about a person."""

    @property
    def id(self) -> int: ...
    @property
    def display_name(self) -> str: ...
    @property
    def username(self) -> str | None: ...
    @property
    def role(self) -> str: ...
    @property
    def plan(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def timezone(self) -> str | None: ...
    @property
    def is_reachable(self) -> bool: ...
    @property
    def registered_at(self) -> datetime: ...
    @property
    def last_seen_at(self) -> datetime: ...


class PeoplePage(Protocol):
    """A few people; `next_after` continues the list, None at its end."""

    @property
    def people(self) -> Sequence[PersonView]: ...
    @property
    def next_after(self) -> int | None: ...


class Directory(Protocol):
    """Knows people; the user module's service answers."""

    async def get(self, user_id: int) -> PersonView | None: ...

    async def find(self, query: str, after: int | None = None, limit: int = 10) -> PeoplePage: ...

    async def with_roles(self, roles: Collection[str]) -> Sequence[PersonView]: ...


@dataclass(frozen=True, slots=True)
class Wallet:
    """What somebody has won so far. `streak` is in days."""

    balance: int
    level: int
    streak: int


class Wallets(Protocol):
    """Knows what people own; bound to gamification in the composition root."""

    async def wallet_of(self, user_id: int) -> Wallet: ...


@dataclass(frozen=True, slots=True)
class UserCard:
    """A person at a glance. `audit` is empty for who may not read it."""

    person: PersonView
    wallet: Wallet
    audit: tuple[AuditLine, ...] = field(default=())


class Gatekeeper:
    """Lets custodians in."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def authorise(self, actor: Actor, permission: Permission) -> Actor:
        """Give back the actor with the role they have now.

        That role and the one they came with must both allow it, so a role taken
        away a moment ago, on any instance, opens nothing any more. Raises NotAllowedError.
        """
        if may(actor.role, permission):
            person = await self._directory.get(actor.id)
            if person is not None and may(person.role, permission):
                return Actor(actor.id, person.role)
        raise NotAllowedError(permission=permission.value)
