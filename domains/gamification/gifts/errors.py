"""What giving refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NotGiftableError(DomainError):
    """It belongs to whoever earned it. Params: `item`."""

    code: ClassVar[str] = "gift.not_giftable"


class UnknownRecipientError(DomainError):
    """Nobody here is called so."""

    code: ClassVar[str] = "gift.recipient_unknown"


class GiftToSelfError(DomainError):
    """A gift has two ends."""

    code: ClassVar[str] = "gift.to_self"


class TooManyGiftsError(DomainError):
    """Enough gifts for one day of UTC. Params: `limit`."""

    code: ClassVar[str] = "gift.too_many"


class GiftOverError(DomainError):
    """The gift was answered, went back, or was never theirs."""

    code: ClassVar[str] = "gift.over"
