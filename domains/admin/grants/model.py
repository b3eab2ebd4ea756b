"""How many besitos a custodian may move, and how many not alone (A1.10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID

from domains.admin.model import LARGEST_GRANT

ASK: Final = "points.ask"
"""The audit's name for besitos that wait for somebody else's yes."""


class Cause(StrEnum):
    """The reason's code (A1.10); the words beside it say the rest. A code in use stays."""

    HOUSE_FAULT = "house_fault"
    PRIZE = "prize"
    GOODWILL = "goodwill"
    CORRECTION = "correction"
    ABUSE = "abuse"


_GIVING: Final = (Cause.HOUSE_FAULT, Cause.PRIZE, Cause.GOODWILL, Cause.CORRECTION)
_TAKING: Final = (Cause.CORRECTION, Cause.ABUSE)


def causes_of(amount: int) -> tuple[Cause, ...]:
    """What besitos may be given for, or taken back for when the amount is negative."""
    return _TAKING if amount < 0 else _GIVING


@dataclass(frozen=True, slots=True)
class Limit:
    """Most besitos that a role may move, up or down, at once and in one UTC day."""

    per_grant: int
    per_day: int

    def __post_init__(self) -> None:
        if not 0 <= self.per_grant <= min(self.per_day, LARGEST_GRANT):
            raise ValueError(f"0 <= per_grant <= per_day, {LARGEST_GRANT} does not hold: {self}")


NO_LIMIT_SET = Limit(per_grant=0, per_day=0)


class Bounds(Protocol):
    """Knows the numbers that hold now; bound to the rulebook in the composition root."""

    def limit(self, role: str) -> Limit:
        """A role without one moves nothing."""
        ...

    @property
    def alone_up_to(self) -> int:
        """More than this, up or down, waits for a second custodian."""
        ...

    @property
    def patience(self) -> timedelta:
        """How long it waits."""
        ...


DEFAULT_LIMITS: Final[Mapping[str, Limit]] = MappingProxyType(
    {"admin": Limit(2_000, 5_000), "owner": Limit(100_000, 1_000_000)}
)


@dataclass(frozen=True, slots=True)
class FixedBounds:
    """Numbers that nobody changes."""

    limits: Mapping[str, Limit] = field(default_factory=lambda: DEFAULT_LIMITS)
    alone_up_to: int = 1_000
    patience: timedelta = timedelta(hours=24)

    def limit(self, role: str) -> Limit:
        """A role without one moves nothing."""
        return self.limits.get(role, NO_LIMIT_SET)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a custodian wants to move. `key` names the occasion."""

    target_id: int
    amount: int
    cause: Cause
    reason: str
    key: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant that is on record.

    `is_repeat`: it was by an earlier call with this key. `is_pending`: nothing is moved
    before somebody else has confirmed it.
    """

    adjustment_id: UUID
    target_user_id: int
    amount: int
    is_repeat: bool
    is_pending: bool = False
