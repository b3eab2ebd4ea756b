"""What can be given by hand, as the admin module sees it (A4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

GIVE: Final = "achievement.give"
TAKE: Final = "achievement.take"
"""The audit's names."""


class Standing(StrEnum):
    """Whether somebody has it. What was taken is gone for good: it is never given again."""

    FREE = "free"
    HELD = "held"
    TAKEN = "taken"


class Honour(Protocol):
    """One tier, and how somebody stands to it. `reward` are besitos, paid once.

    `names` by language, of what was defined at run time; empty for the program's own.
    """

    @property
    def code(self) -> str: ...
    @property
    def tier(self) -> int: ...
    @property
    def tiers(self) -> int: ...
    @property
    def reward(self) -> int: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def standing(self) -> str: ...
    @property
    def unlocked_at(self) -> datetime | None: ...
