"""Why a streak is mended (A3)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

MEND: Final = "streak.mend"
"""The audit's name."""


class Ground(StrEnum):
    """The reason's code; the words beside it say the rest."""

    HOUSE_FAULT = "house_fault"
    TRAVEL = "travel"
    ILLNESS = "illness"
    GOODWILL = "goodwill"


class BrokenStreak(Protocol):
    """What could be mended. `obstacle`: why not now, or None; instants are UTC.

    `version` is that of the streak: a decision rests on it.
    """

    @property
    def version(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def broken_at(self) -> datetime | None: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def obstacle(self) -> str | None: ...
