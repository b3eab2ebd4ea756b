"""What is wrong with a definition, or with a wish."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class InvalidCatalogueError(ValueError):
    """The catalogue of achievements contradicts itself or the events it counts."""


class UnknownAchievementError(DomainError):
    """There is none of this code that could be given by hand. Params: `achievement`."""

    code: ClassVar[str] = "achievement.unknown"
