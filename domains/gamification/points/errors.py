"""What the ledger refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NotEnoughBesitosError(DomainError):
    """The price is higher than the balance. Params: `missing`, `balance`, `price`.

    Somebody who owes besitos must earn these first: `missing` includes the debt.
    """

    code: ClassVar[str] = "points.not_enough"


class LedgerConflictError(DomainError):
    """One key was used for two different things: a bug in the caller, never the player's doing.

    Params: `key`, `user_id`, `first` and `second` (base amounts).
    """

    code: ClassVar[str] = "points.conflict"


class AccountFrozenError(DomainError):
    """An audit found the account wrong: nothing is spent until it is put right."""

    code: ClassVar[str] = "points.frozen"


class UnknownLineError(DomainError):
    """The account has no such line. Params: `line_id`."""

    code: ClassVar[str] = "points.line_unknown"


class NotReversibleError(DomainError):
    """Only a line that brought something can be taken back. Params: `line_id`."""

    code: ClassVar[str] = "points.not_reversible"
