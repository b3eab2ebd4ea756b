"""An auction as values: what the next bid is, and when the hammer falls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

HIGHEST_BID = 1_000_000
HOLD_MARGIN = timedelta(hours=2)
"""A bid stays set aside for so long after the latest end: there is time to close late."""
SHOWN_BIDS = 5


class AuctionRules(BaseModel):
    """The numbers of auctions."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    increment: int = Field(default=10, ge=1, le=100_000)
    """The next bid is at least so much higher …"""
    increment_bps: int = Field(default=500, ge=0, le=10_000)
    """… and at least this part of the highest one, in basis points."""
    late_seconds: int = Field(default=60, ge=0, le=3_600)
    """A bid in the last so many seconds moves the end to so many seconds after it …"""
    most_extension_minutes: int = Field(default=120, ge=0, le=1_440)
    """… but never to more than so many minutes after the end that was announced."""
    longest_days: int = Field(default=7, ge=1, le=30)
    """From its opening to the end that is announced."""

    @property
    def longest_minutes(self) -> int:
        """The same in minutes."""
        return self.longest_days * 24 * 60

    def least_after(self, highest: int | None, starting_price: int) -> int:
        """The least that the next bid may be."""
        if highest is None:
            return starting_price
        part = -(-highest * self.increment_bps // 10_000)
        return highest + max(self.increment, part)


class State(StrEnum):
    """OPEN is the only one that can change, and it changes once."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


TIME = "time"
CANCELLED = "cancelled"
UNPAID = "unpaid"
"""Why an auction ended: it ran its course, was called off, or its winner could not pay."""


@dataclass(frozen=True, slots=True)
class Auction:
    """One auction. `bids` grows with every bid: the version of a screen that shows it.

    Instants are UTC; `latest_end_at` holds whatever is bid. The leader is None as long as
    nobody has bid, or has left the house.
    """

    id: UUID
    item_id: str
    starting_price: int
    state: str
    opened_at: datetime
    ends_at: datetime
    latest_end_at: datetime
    bids: int
    highest_bid: int | None
    leader_user_id: int | None
    reservation_id: UUID | None
    reason: str | None
    increment: int
    increment_bps: int

    def is_open(self, now: datetime) -> bool:
        """May somebody bid?"""
        return self.state == State.OPEN and now < self.ends_at

    def end_after(self, bid_at: datetime, late: timedelta) -> datetime:
        """When it ends after a bid: a late one moves the end, up to `latest_end_at`."""
        return max(self.ends_at, min(bid_at + late, self.latest_end_at))

    @property
    def least(self) -> int:
        """The least that the next bid may be, by the numbers it was opened with."""
        rules = AuctionRules(increment=self.increment, increment_bps=self.increment_bps)
        return rules.least_after(self.highest_bid, self.starting_price)


@dataclass(frozen=True, slots=True)
class Bid:
    """One bid. Who has left the house is None."""

    user_id: int | None
    amount: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AuctionView:
    """An auction as one player sees it: the last bids, the newest first, and their own best."""

    auction: Auction
    bids: tuple[Bid, ...]
    my_best: int | None
    balance: int
    now: datetime


@dataclass(frozen=True, slots=True)
class AuctionWish:
    """What an admin wants to be put up."""

    item_id: str
    starting_price: int
    minutes: int
