"""Things as data: what they are and what they do.

Names and descriptions are not here; the bot words them by `code`. A published code is frozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domains.gamification.inventory.errors import UnknownItemError

ItemCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,19}$")]
"""Short enough for a button."""

MOST_OF_ONE = 1_000
"""Copies of one thing that anybody receives or uses at once."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Freeze(_Data):
    """Used up: so many missed days will not break the streak."""

    kind: Literal["freeze"] = "freeze"
    count: int = Field(default=1, ge=1, le=10)


class Boost(_Data):
    """Used up: play pays `bps` / 10 000 times as much for a while."""

    kind: Literal["boost"] = "boost"
    bps: int = Field(gt=10_000, le=50_000)
    minutes: int = Field(ge=1, le=7 * 24 * 60)


class Wear(_Data):
    """Put on and taken off: a title or a frame. Never used up."""

    kind: Literal["wear"] = "wear"
    slot: Literal["title", "frame"]


class Letter(_Data):
    """Used up: a clue is in it."""

    kind: Literal["clue"] = "clue"
    clue: str


class Key(_Data):
    """Owned, never used up: whoever has it may pass. The story asks for it by the item's code."""

    kind: Literal["key"] = "key"


class Prize(_Data):
    """One of the things in a box: besitos, or one copy of an item. `weight` is its odds."""

    weight: int = Field(ge=1)
    besitos: int = Field(default=0, ge=0, le=100_000)
    item: str | None = None
    is_rare: bool = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.besitos > 0) == (self.item is not None):
            raise ValueError("a prize is besitos or an item")
        return self


class Box(_Data):
    """Used up: one prize by published odds.

    After `pity` boxes in a row without a rare prize the next one has a rare prize for sure.
    """

    kind: Literal["box"] = "box"
    prizes: tuple[Prize, ...] = Field(min_length=2, max_length=12)
    pity: int = Field(ge=1, le=100)

    @model_validator(mode="after")
    def _has_both_kinds(self) -> Self:
        if {prize.is_rare for prize in self.prizes} != {True, False}:
            raise ValueError("a box has rare prizes and others")
        return self

    def odds(self) -> tuple[tuple[Prize, float], ...]:
        """Each prize with its chance from 0 to 1, as long as pity does not help."""
        whole = sum(prize.weight for prize in self.prizes)
        return tuple((prize, prize.weight / whole) for prize in self.prizes)

    def candidates(self, misses: int) -> tuple[Prize, ...]:
        """What can be in the next box of somebody after so many without a rare prize."""
        if misses >= self.pity:
            return tuple(prize for prize in self.prizes if prize.is_rare)
        return self.prizes


Effect = Annotated[Freeze | Boost | Wear | Letter | Key | Box, Field(discriminator="kind")]


class Item(_Data):
    """A kind of thing."""

    code: ItemCode
    icon: str = Field(min_length=1, max_length=8)
    rarity: Literal["common", "rare", "epic", "legendary"] = "common"
    effect: Effect
    is_giftable: bool = True

    @property
    def is_used_up(self) -> bool:
        """Is there one fewer after it was used?"""
        return isinstance(self.effect, Freeze | Boost | Letter | Box)


class Items:
    """Every kind of thing there is, in the order in which they are shown."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Raises ValueError for a code that is there twice, or a prize that is no item."""
        self._items: dict[str, Item] = {}
        for item in items:
            if item.code in self._items:
                raise ValueError(f"two items are called {item.code!r}")
            self._items[item.code] = item
        for item in self:
            prizes = item.effect.prizes if isinstance(item.effect, Box) else ()
            unknown = [p.item for p in prizes if p.item is not None and p.item not in self._items]
            if unknown:
                raise ValueError(f"{item.code!r} contains {unknown}")

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items.values())

    def __contains__(self, code: str) -> bool:
        return code in self._items

    def get(self, code: str) -> Item:
        """Raises UnknownItemError."""
        try:
            return self._items[code]
        except KeyError:
            raise UnknownItemError(item=code) from None


@dataclass(frozen=True, slots=True)
class Owned:
    """Copies of one thing in a bag. `version` changes with every change of it."""

    item_id: str
    quantity: int
    version: int


@dataclass(frozen=True, slots=True)
class Bag:
    """What somebody owns, and what of it they wear: slot → item."""

    owned: tuple[Owned, ...]
    worn: Mapping[str, str]

    def of(self, item_id: str) -> Owned:
        """The copies of a thing, perhaps none."""
        return next((own for own in self.owned if own.item_id == item_id), Owned(item_id, 0, 0))
