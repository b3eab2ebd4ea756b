"""Offers, quotes and purchases as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domains.gamification.shop.errors import NotForSaleError

HIGHEST_PRICE = 1_000_000
LARGEST_STOCK = 1_000_000
EVER = "ever"
"""The window of a limit that never begins anew."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class ShopRules(_Data):
    """The numbers of the shop."""

    quote_minutes: int = Field(default=10, ge=1, le=24 * 60)
    """So long a price holds that was given to somebody."""
    low_stock: int = Field(default=5, ge=0, le=1_000)
    """From here on the shop says how many are left."""


class Requires(_Data):
    """What somebody must be or have to buy it. Everything that is named."""

    level: int = Field(default=1, ge=1)
    plans: tuple[str, ...] = ()
    """One of these; empty: any."""
    chapter: str | None = None
    """Read to its end at least once."""
    item: str | None = None


class PeriodLimit(_Data):
    """At most `count` for each player in a day or a week of UTC."""

    period: Literal["day", "week"]
    count: int = Field(ge=1)


class Offer(_Data):
    """What the shop asks for an item. Price, stock and sale can be overridden at run time."""

    item: str
    category: Literal["time", "glow", "wear", "boxes", "clues"]
    price: int = Field(ge=1, le=HIGHEST_PRICE)
    """Besitos, of one copy."""
    stock: int | None = Field(default=None, ge=0, le=LARGEST_STOCK)
    """None: as many as anybody wants."""
    per_user: int | None = Field(default=None, ge=1)
    per_period: PeriodLimit | None = None
    requires: Requires = Requires()
    is_offered: bool = True
    is_at_once: bool = False
    """Used up as soon as it is bought, so that nobody has to look for the button."""

    def windows(self, at: datetime) -> Iterator[tuple[str, int]]:
        """The windows in which a purchase at an instant counts, each with its limit."""
        if self.per_user is not None:
            yield EVER, self.per_user
        if self.per_period is not None:
            shape = "%Y-%m-%d" if self.per_period.period == "day" else "%G-W%V"
            yield at.astimezone(UTC).strftime(shape), self.per_period.count


class Shelf:
    """Every offer of the shop, in the order in which it is shown."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        """Raises ValueError for an item that is offered twice."""
        self._offers: dict[str, Offer] = {}
        for offer in offers:
            if offer.item in self._offers:
                raise ValueError(f"{offer.item!r} is offered twice")
            self._offers[offer.item] = offer

    def __iter__(self) -> Iterator[Offer]:
        return iter(self._offers.values())

    def get(self, item_id: str) -> Offer:
        """Raises NotForSaleError."""
        try:
            return self._offers[item_id]
        except KeyError:
            raise NotForSaleError(item=item_id) from None


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on the shelf now: the offer with what an admin has changed."""

    price: int
    stock: int | None
    is_offered: bool
    is_changed: bool = False


Wanting = Literal["level", "plan", "chapter", "item"]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that somebody lacks: a level, a plan, a chapter, an item."""

    kind: Wanting
    value: str


@dataclass(frozen=True, slots=True)
class Customer:
    """What the shop must know of a player. `bought` counts by item and window."""

    level: int
    balance: int
    plan: str
    chapters: frozenset[str]
    owned: Mapping[str, int]
    bought: Mapping[tuple[str, str], int]

    def missing(self, offer: Offer) -> tuple[Missing, ...]:
        """What they lack to buy it."""
        wanted, found = offer.requires, list[Missing]()
        if wanted.level > self.level:
            found.append(Missing("level", str(wanted.level)))
        if wanted.plans and self.plan not in wanted.plans:
            found.append(Missing("plan", wanted.plans[0]))
        if wanted.chapter and wanted.chapter not in self.chapters:
            found.append(Missing("chapter", wanted.chapter))
        if wanted.item and not self.owned.get(wanted.item):
            found.append(Missing("item", wanted.item))
        return tuple(found)

    def left(self, offer: Offer, at: datetime) -> int | None:
        """How many they may still buy at an instant by the limits; None: there are none."""
        left = [
            max(0, limit - self.bought.get((offer.item, window), 0))
            for window, limit in offer.windows(at)
        ]
        return min(left) if left else None


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer as one player sees it.

    `left` is how many they may still buy now by the limits, None without one; `owned` what
    they have; `balance` what they can spend.
    """

    offer: Offer
    label: Label
    missing: tuple[Missing, ...]
    left: int | None
    owned: int
    balance: int

    @property
    def can_be_bought(self) -> bool:
        """Would a purchase of one succeed now, if the besitos are there?"""
        in_stock = self.label.stock is None or self.label.stock > 0
        return self.label.is_offered and in_stock and not self.missing and self.left != 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A price that holds for one player until `expires_at` (UTC), for one purchase."""

    id: UUID
    user_id: int
    item_id: str
    quantity: int
    price: int
    """Besitos, of all copies together."""
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something bought. `use_id` when it was used up at once; `is_new` False: told again."""

    id: UUID
    user_id: int
    item_id: str
    quantity: int
    price: int
    bought_at: datetime
    use_id: UUID | None
    refunded_at: datetime | None
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class Relabel:
    """What an admin changes; None leaves it. `is_unlimited` takes the stock's bound away."""

    price: int | None = None
    stock: int | None = None
    is_unlimited: bool = False
    is_offered: bool | None = None
    is_reset: bool = False
    """Back to what the content says, the stock included."""
