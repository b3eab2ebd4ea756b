"""The custodians' side of the market: what is changed and its line in the audit are one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from domains.admin import module as admin_module
from domains.admin.errors import NotAllowedError
from domains.admin.market.model import (
    AuctionLine,
    Change,
    NewSecret,
    PurchaseLine,
    SecretLine,
    ShelfLine,
)
from domains.admin.market.service import MarketDesk
from domains.admin.model import Actor
from domains.core import DomainError, Transaction
from domains.core.events import AdminActionPerformedEvent
from domains.core.testing import BusHarness, Record
from tests.domains.admin.conftest import ADMIN, MODERATOR, OWNER, PLAYER, House

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class NoError(DomainError):
    """What a market says when it says no."""

    code = "admin.key.reused"


class FakeMarket:
    """Another module's answers; `refuses` makes it say no to every change."""

    def __init__(self) -> None:
        self.refuses = False
        self.done: list[str] = []

    async def shelf(self, tx: Transaction) -> Sequence[ShelfLine]:
        return [ShelfLine("coffee", 90, None, is_offered=True, is_changed=False)]

    async def relabel(self, tx: Transaction, item_id: str, change: Change) -> ShelfLine:
        self._do(f"relabel {item_id}")
        return ShelfLine(item_id, change.price or 90, None, is_offered=True, is_changed=True)

    async def purchases(self, tx: Transaction, user_id: int) -> Sequence[PurchaseLine]:
        return []

    async def refund(self, tx: Transaction, purchase_id: UUID, admin_id: int) -> PurchaseLine:
        self._do(f"refund by {admin_id}")
        return PurchaseLine(purchase_id, PLAYER.id, "coffee", 1, 90, NOW, can_be_refunded=False)

    async def auctions(self, tx: Transaction) -> Sequence[AuctionLine]:
        return []

    async def open_auction(
        self, tx: Transaction, item_id: str, price: int, minutes: int
    ) -> AuctionLine:
        self._do(f"open {item_id}")
        return AuctionLine(uuid4(), item_id, None, 0, NOW)

    async def cancel_auction(self, tx: Transaction, auction_id: UUID) -> AuctionLine:
        self._do("cancel")
        return AuctionLine(auction_id, "coffee", 10, 1, NOW)

    async def secrets(self, tx: Transaction) -> Sequence[SecretLine]:
        return []

    async def add_secret(self, tx: Transaction, new: NewSecret) -> int:
        self._do("secret")
        return 1

    async def close_secret(self, tx: Transaction, secret_id: int) -> None:
        self._do("close")

    def _do(self, what: str) -> None:
        if self.refuses:
            raise NoError
        self.done.append(what)


@pytest.fixture
def fake() -> FakeMarket:
    return FakeMarket()


@pytest.fixture
def desk(kit: BusHarness, house: House, fake: FakeMarket) -> MarketDesk:
    return admin_module.market_desk(kit.kernel, house.user.users, fake)


async def lines(house: House) -> list[tuple[str, str, dict[str, object], int | None]]:
    page = await house.admin.admin.audit_log(OWNER)
    return [
        (line.action, line.result, dict(line.details), line.target_user_id)
        for line in reversed(page.lines)
    ]


async def test_every_change_leaves_a_line_and_an_event(
    kit: BusHarness, house: House, desk: MarketDesk, record: Record
) -> None:
    auction, purchase = uuid4(), uuid4()
    await desk.relabel(ADMIN, "coffee", Change(price=120, is_unlimited=True))
    await desk.relabel(ADMIN, "coffee", Change(stock=0, is_offered=False))
    await desk.refund(ADMIN, purchase)
    await desk.open_auction(OWNER, "coffee", 100, 30)
    await desk.cancel_auction(OWNER, auction)
    await desk.add_secret(ADMIN, NewSecret("hourglass", "letter", 25, None))
    await desk.close_secret(ADMIN, 1)
    await kit.settle()
    assert await lines(house) == [
        ("market.relabel", "done", {"item": "coffee", "price": 120, "stock": "any"}, None),
        (
            "market.relabel",
            "done",
            {"item": "coffee", "stock": 0, "is_offered": False},
            None,
        ),
        ("market.refund", "done", {"purchase": str(purchase)}, PLAYER.id),
        (
            "market.auction_open",
            "done",
            {"item": "coffee", "price": 100, "minutes": 30},
            None,
        ),
        ("market.auction_cancel", "done", {"auction": str(auction)}, None),
        ("market.secret_add", "done", {"clue": "letter", "besitos": 25, "uses": 0}, None),
        ("market.secret_close", "done", {"secret": 1}, None),
    ]
    assert len(record.of(AdminActionPerformedEvent)) == 7


@pytest.mark.parametrize("nobody", [MODERATOR, PLAYER, Actor(PLAYER.id, "owner")])
async def test_whoever_may_not_changes_nothing_and_the_try_is_on_record(
    house: House, desk: MarketDesk, fake: FakeMarket, nobody: Actor
) -> None:
    with pytest.raises(NotAllowedError):
        await desk.relabel(nobody, "coffee", Change(price=1))
    for question in (desk.shelf, desk.auctions, desk.secrets):
        with pytest.raises(NotAllowedError):
            await question(nobody)
    with pytest.raises(NotAllowedError):
        await desk.purchases(nobody, PLAYER.id)
    assert fake.done == []
    ((action, result, _, _),) = await lines(house)
    assert (action, result) == ("market.relabel", "denied")


async def test_what_the_market_refuses_leaves_no_line(
    house: House, desk: MarketDesk, fake: FakeMarket
) -> None:
    fake.refuses = True
    with pytest.raises(NoError):
        await desk.refund(ADMIN, uuid4())
    assert await lines(house) == []
