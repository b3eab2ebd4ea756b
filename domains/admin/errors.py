"""What the admin module refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NotAllowedError(DomainError):
    """The role does not have this permission. Params: `permission`."""

    code: ClassVar[str] = "admin.not_allowed"


class UnknownPersonError(DomainError):
    """Nobody with this id has spoken to the bot. Params: `user_id`."""

    code: ClassVar[str] = "admin.person.unknown"


class OutrankedError(DomainError):
    """Not on oneself, nor on somebody of equal or higher rank. Params: `user_id`."""

    code: ClassVar[str] = "admin.outranked"


class AmountOutOfBoundsError(DomainError):
    """Zero, or more than this role may move at once. Params: `amount`, `limit`."""

    code: ClassVar[str] = "admin.amount.out_of_bounds"


class DailyLimitError(DomainError):
    """More than this role may move in one UTC day. Params: `amount`, `limit`, `left`."""

    code: ClassVar[str] = "admin.amount.daily_limit"


class CauseUnfitError(DomainError):
    """Nothing is given, or nothing taken back, for that. Params: `cause`."""

    code: ClassVar[str] = "admin.cause.unfit"


class ReasonMissingError(DomainError):
    """A reason of 1 to `longest` characters is wanted. Params: `longest`."""

    code: ClassVar[str] = "admin.reason.missing"


class SeenToAlreadyError(DomainError):
    """What was to be mended is not broken any more, or was mended by somebody else."""

    code: ClassVar[str] = "admin.upkeep.seen_to"


class KeyReusedError(DomainError):
    """The key belongs to another action already. Params: `key`."""

    code: ClassVar[str] = "admin.key.reused"


class OwnRequestError(DomainError):
    """Whoever asked for it does not decide about it: a second custodian does."""

    code: ClassVar[str] = "admin.pending.own"


class NotTheAskerError(DomainError):
    """Only whoever asked for it may take it back."""

    code: ClassVar[str] = "admin.pending.not_the_asker"


class AskerMayNotError(DomainError):
    """Whoever asked for it has lost the right to since. Params: `user_id`."""

    code: ClassVar[str] = "admin.pending.asker_may_not"
