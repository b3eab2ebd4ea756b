"""What can go wrong with a draft."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NotAnAuthorError(DomainError):
    """Nobody may write stories here."""

    code: ClassVar[str] = "narrative.not_an_author"


class NoDraftError(DomainError):
    """The author has no draft, or not in a state to be read."""

    code: ClassVar[str] = "narrative.no_draft"


class DraftChangedError(DomainError):
    """The button belongs to another state of the draft than the present one."""

    code: ClassVar[str] = "narrative.draft_changed"


class NotPublishableError(DomainError):
    """The gate has not let the draft through."""

    code: ClassVar[str] = "narrative.not_publishable"


class NoKnotError(DomainError):
    """The chapter has no knot of this name. `knots` are those it has."""

    code: ClassVar[str] = "narrative.no_knot"


class ReleaseTimeError(DomainError):
    """A time that has passed, or is too far away."""

    code: ClassVar[str] = "narrative.release_time"


class ReleaseGoneError(DomainError):
    """The release was published or withdrawn already."""

    code: ClassVar[str] = "narrative.release_gone"
