"""What the bag refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class UnknownItemError(DomainError):
    """There is no such thing in this house. Params: `item`."""

    code: ClassVar[str] = "item.unknown"


class NotOwnedError(DomainError):
    """Somebody does not own it, or not as many. Params: `item`."""

    code: ClassVar[str] = "item.not_owned"


class BagChangedError(DomainError):
    """The bag is not as it was when the button was shown. Params: `item`."""

    code: ClassVar[str] = "item.changed"


class NotUsableError(DomainError):
    """There is nothing to do with it but to own it. Params: `item`."""

    code: ClassVar[str] = "item.not_usable"


class GrantConflictError(DomainError):
    """One key was used for two different things: a bug in the caller.

    Params: `key`, `user_id`, `item`.
    """

    code: ClassVar[str] = "item.conflict"
