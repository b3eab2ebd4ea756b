"""What the missions refuse."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NoSuchMissionError(DomainError):
    """It is not theirs, or never was, or has ended."""

    code: ClassVar[str] = "mission.unknown"


class MissionNotDoneError(DomainError):
    """There is something left to do. Params: `missing`."""

    code: ClassVar[str] = "mission.not_done"


class MissionBegunError(DomainError):
    """What was begun is not exchanged."""

    code: ClassVar[str] = "mission.begun"


class NothingElseError(DomainError):
    """There is no other mission to exchange it for."""

    code: ClassVar[str] = "mission.nothing_else"
