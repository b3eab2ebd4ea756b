"""What the shop refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NotForSaleError(DomainError):
    """The shop does not sell it, or not at present. Params: `item`."""

    code: ClassVar[str] = "shop.not_for_sale"


class SoldOutError(DomainError):
    """There are not as many left. Params: `left`."""

    code: ClassVar[str] = "shop.sold_out"


class LimitReachedError(DomainError):
    """One player may not buy as many. Params: `limit`."""

    code: ClassVar[str] = "shop.limit"


class RequirementMissingError(DomainError):
    """It is not for this player yet; the offer says what is missing. Params: `missing`."""

    code: ClassVar[str] = "shop.requires"


class QuoteExpiredError(DomainError):
    """The price was given too long ago. Params: `item`."""

    code: ClassVar[str] = "shop.quote_expired"


class UnknownQuoteError(DomainError):
    """No price was given under this id, not to this player."""

    code: ClassVar[str] = "shop.quote_unknown"


class UnknownPurchaseError(DomainError):
    """Nothing was bought under this id."""

    code: ClassVar[str] = "shop.purchase_unknown"


class NotRefundableError(DomainError):
    """It was used, given away or refunded before, or it is of a kind that stays."""

    code: ClassVar[str] = "shop.not_refundable"


class ShelfUnfitError(DomainError):
    """A price or a stock that cannot be. Params: `highest`."""

    code: ClassVar[str] = "shop.unfit"
