"""The shop: a price that holds, one transaction, and nothing that can be had twice (A7)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from domains.core import Kernel
from domains.core.events import (
    ItemPurchasedEvent,
    StoryChapterCompletedEvent,
    UserProfileUpdatedEvent,
)
from domains.core.testing import BusHarness, Point, Record
from domains.gamification import module
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from domains.gamification.points.errors import NotEnoughBesitosError
from domains.gamification.shop.errors import (
    LimitReachedError,
    NotForSaleError,
    NotRefundableError,
    QuoteExpiredError,
    RequirementMissingError,
    ShelfUnfitError,
    SoldOutError,
    UnknownPurchaseError,
    UnknownQuoteError,
)
from domains.gamification.shop.model import Relabel
from tests.domains.gamification.market.conftest import (
    ADMIN,
    FRIEND,
    PLAYER,
    balance,
    buy,
    fund,
    own,
)

CROWD = range(100, 130)


async def relabel(kernel: Kernel, market: Market, item: str, wish: Relabel) -> None:
    async with kernel.uow() as tx:
        await market.stockroom.relabel(tx, item, wish)


async def test_a7_t1_one_in_stock_and_thirty_buyers_one_pays(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await relabel(kernel, market, "strong_coffee", Relabel(stock=1))
    await fund(kernel, game, 1_000, *CROWD)
    quotes = [await market.shop.quote(person, "strong_coffee") for person in CROWD]
    calls = [market.shop.buy(quote.user_id, quote.id) for quote in quotes]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(result, SoldOutError) for result in results) == 29
    paid = [person for person in CROWD if await balance(game, person) == 910]
    have = [
        person for person in CROWD if (await market.bag.owned(person, "strong_coffee")).quantity
    ]
    assert len(paid) == 1
    assert paid == have
    assert sum([await balance(game, person) for person in CROWD]) == 30_000 - 90
    assert await game.service.audit() == ()


async def test_one_price_is_good_for_one_purchase_by_thirty_presses(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await fund(kernel, game, 1_000, PLAYER)
    quote = await market.shop.quote(PLAYER, "strong_coffee")
    presses = [market.shop.buy(PLAYER, quote.id) for _ in range(30)]
    results = await asyncio.gather(*presses)
    await kit.settle()
    assert sorted(result.is_new for result in results) == [False] * 29 + [True]
    assert {(r.id, r.price) for r in results} == {(quote.id, 90)}
    assert await balance(game) == 910
    assert (await market.bag.owned(PLAYER, "strong_coffee")).quantity == 1
    assert len(record.of(ItemPurchasedEvent)) == 1
    (line, _) = await game.service.history(PLAYER)
    assert (line.rule_code, line.amount) == ("shop_purchase", -90)


@pytest.mark.parametrize("point", [Point.BEFORE_CALL, Point.BEFORE_COMMIT, Point.AFTER_COMMIT])
async def test_a7_t2_killed_between_the_debit_and_the_effect_it_comes_once_after_the_restart(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, point: Point
) -> None:
    await fund(kernel, game, 1_000, PLAYER)
    kit.faults.crash("gamification.apply_item", point)
    await buy(market, "pawn_ticket")
    await kit.settle()
    assert kit.faults.is_dead
    await kit.restart()
    await kit.settle()
    again = GameAfter(kit)
    assert await again.clues() == ["brass_tag"]
    assert await again.balance() == 950
    assert await again.quantity("pawn_ticket") == 0
    await kit.restart()
    await kit.settle()
    assert await GameAfter(kit).clues() == ["brass_tag"]


class GameAfter:
    """What the next process reads from the database."""

    def __init__(self, kit: BusHarness) -> None:
        self._game = module.build(kit.kernel)

    async def clues(self) -> list[str]:
        return [c.clue_id for c in (await self._game.market.backpack.backpack(PLAYER)).clues]

    async def balance(self) -> int:
        return await balance(self._game)

    async def quantity(self, item: str) -> int:
        return (await self._game.market.bag.owned(PLAYER, item)).quantity


async def test_a7_t3_an_old_keyboard_with_an_old_price_buys_nothing(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 1_000, PLAYER)
    old = await market.shop.quote(PLAYER, "strong_coffee")
    await relabel(kernel, market, "strong_coffee", Relabel(price=120))
    await kit.advance("10m")
    with pytest.raises(QuoteExpiredError):
        await market.shop.buy(PLAYER, old.id)
    assert await balance(game) == 1_000
    assert (await market.shop.quote(PLAYER, "strong_coffee")).price == 120


async def test_a_price_that_was_given_holds_while_the_label_changes(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 1_000, PLAYER)
    quote = await market.shop.quote(PLAYER, "strong_coffee")
    await relabel(kernel, market, "strong_coffee", Relabel(price=400))
    await kit.advance("599s")
    assert (await market.shop.buy(PLAYER, quote.id)).price == 90


async def test_a7_t4_a_limit_of_a_week_stands_through_restart_and_change_of_zone(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 5_000, PLAYER)
    now = kit.clock.now()
    monday = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        days=7 - now.weekday()
    )
    await buy(market, "spare_minute")
    await buy(market, "spare_minute")
    for zone in ("Pacific/Kiritimati", "Pacific/Midway"):
        await kit.publish(
            UserProfileUpdatedEvent(user_id=PLAYER, updated_fields=("timezone",), timezone=zone)
        )
        await kit.settle()
        with pytest.raises(LimitReachedError):
            await market.shop.quote(PLAYER, "spare_minute")
    await kit.restart()
    await kit.advance(monday - kit.clock.now() - timedelta(seconds=1))
    with pytest.raises(LimitReachedError):
        await market.shop.quote(PLAYER, "spare_minute")
    await kit.advance("1s")
    await buy(market, "spare_minute")


async def test_two_prices_do_not_pass_a_limit_of_one(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 5_000, PLAYER)
    quotes = [await market.shop.quote(PLAYER, "title_guest") for _ in range(10)]
    calls = [market.shop.buy(PLAYER, quote.id) for quote in quotes]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(result, LimitReachedError) for result in results) == 9
    assert await balance(game) == 5_000 - 150


async def test_nothing_happens_without_the_besitos_and_the_price_still_holds(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await relabel(kernel, market, "strong_coffee", Relabel(stock=1))
    await fund(kernel, game, 50, PLAYER)
    quote = await market.shop.quote(PLAYER, "strong_coffee")
    with pytest.raises(NotEnoughBesitosError) as refused:
        await market.shop.buy(PLAYER, quote.id)
    assert refused.value.params["missing"] == 40
    assert not (await market.bag.owned(PLAYER, "strong_coffee")).quantity
    assert (await market.shop.offer(PLAYER, "strong_coffee")).label.stock == 1
    await fund(kernel, game, 40, PLAYER)
    assert (await market.shop.buy(PLAYER, quote.id)).is_new


async def test_forged_and_foreign_prices_buy_nothing(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 1_000, PLAYER, FRIEND)
    quote = await market.shop.quote(PLAYER, "strong_coffee")
    with pytest.raises(UnknownQuoteError):
        await market.shop.buy(FRIEND, quote.id)
    with pytest.raises(UnknownQuoteError):
        await market.shop.buy(PLAYER, uuid4())
    assert await balance(game) == await balance(game, FRIEND) == 1_000


async def test_what_is_missing_is_named_until_it_is_there(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 5_000, PLAYER)
    wanted = {
        item: [(m.kind, m.value) for m in (await market.shop.offer(PLAYER, item)).missing]
        for item in ("red_lantern", "title_keyholder", "lost_blotter")
    }
    assert wanted == {
        "red_lantern": [("plan", "vip")],
        "title_keyholder": [("level", "8"), ("item", "side_key")],
        "lost_blotter": [("chapter", "ch1")],
    }
    with pytest.raises(RequirementMissingError):
        await market.shop.quote(PLAYER, "lost_blotter")
    await kit.publish(StoryChapterCompletedEvent(user_id=PLAYER, chapter_id="ch1"))
    await own(kernel, market, "side_key")
    await kit.settle()
    assert (await market.shop.offer(PLAYER, "lost_blotter")).can_be_bought
    (level,) = (await market.shop.offer(PLAYER, "title_keyholder")).missing
    assert level.kind == "level"


async def test_an_admin_takes_an_item_off_the_shelf_and_owned_copies_still_work(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 1_000, PLAYER)
    await buy(market, "strong_coffee")
    open_quote = await market.shop.quote(PLAYER, "strong_coffee")
    await relabel(kernel, market, "strong_coffee", Relabel(is_offered=False))
    with pytest.raises(NotForSaleError):
        await market.shop.buy(PLAYER, open_quote.id)
    with pytest.raises(NotForSaleError):
        await market.shop.quote(PLAYER, "strong_coffee")
    assert "strong_coffee" not in [v.offer.item for v in await market.shop.offers(PLAYER)]
    await market.bag.use(PLAYER, "strong_coffee", 1)
    await kit.settle()
    async with kernel.uow.reading() as tx:
        assert len(await market.boosts.running(tx, PLAYER)) == 1
    await relabel(kernel, market, "strong_coffee", Relabel(is_reset=True))
    assert (await market.shop.offer(PLAYER, "strong_coffee")).label.price == 90


async def test_a_label_must_be_possible(kernel: Kernel, market: Market) -> None:
    for wish in (Relabel(price=0), Relabel(price=1_000_001), Relabel(stock=-1)):
        with pytest.raises(ShelfUnfitError):
            await relabel(kernel, market, "strong_coffee", wish)


async def test_a_refund_returns_the_besitos_the_stock_and_the_limit_once(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await relabel(kernel, market, "title_guest", Relabel(stock=3))
    await fund(kernel, game, 1_000, PLAYER)
    bought = await buy(market, "title_guest")
    await market.bag.wear(PLAYER, "title_guest", on=True)

    async def refund() -> object:
        async with kernel.uow() as tx:
            return await market.stockroom.refund(tx, bought, ADMIN)

    results = await asyncio.gather(*(refund() for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(result, NotRefundableError) for result in results) == 9
    assert await balance(game) == 1_000
    assert (await market.bag.bag(PLAYER)) == type(await market.bag.bag(PLAYER))((), {})
    view = await market.shop.offer(PLAYER, "title_guest")
    assert (view.label.stock, view.left) == (3, 1)
    assert await game.service.audit() == ()


async def test_what_was_used_is_not_refunded(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await fund(kernel, game, 1_000, PLAYER)
    drunk, opened = await buy(market, "strong_coffee"), await buy(market, "pawn_ticket")
    await market.bag.use(PLAYER, "strong_coffee", 1)
    await kit.settle()
    for purchase in (drunk, opened):
        with pytest.raises(NotRefundableError):
            async with kernel.uow() as tx:
                await market.stockroom.refund(tx, purchase, ADMIN)
    with pytest.raises(UnknownPurchaseError):
        async with kernel.uow() as tx:
            await market.stockroom.refund(tx, uuid4(), ADMIN)
    assert await balance(game) == 1_000 - 90 - 50
    assert [p.refunded_at for p in await market.shop.purchases(PLAYER)] == [None, None]
