"""/shop: shelves, prices, purchases. /stock and /refund for custodians."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.features.shop import views
from bot.features.shop.callbacks import (
    AskPrice,
    Buy,
    OpenCategory,
    OpenOffer,
    Refund,
    ShowPurchases,
)
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place, link
from domains.admin.market.model import Change
from domains.admin.market.service import MarketDesk
from domains.gamification.market.service import Market
from domains.gamification.service import GamificationService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_shop, Command("shop"))
    router.callback_query.register(show_shop, GoTo.filter(F.to == Place.SHOP))
    router.callback_query.register(show_category, OpenCategory.filter())
    router.callback_query.register(show_offer, OpenOffer.filter(), flags=or_show(show_shop))
    router.callback_query.register(
        ask_price, AskPrice.filter(), flags=or_show(show_offer, show_shop)
    )
    router.callback_query.register(buy, Buy.filter(), flags=or_show(show_quoted, show_shop))
    router.callback_query.register(show_purchases, ShowPurchases.filter())
    router.message.register(stock, Command("stock"))
    router.message.register(list_refunds, Command("refund"))
    router.callback_query.register(refund, Refund.filter())
    return router


async def show_shop(
    _event: Message | CallbackQuery,
    turn: Turn,
    state: FSMContext,
    market: Market,
    gamification: GamificationService,
) -> None:
    """The shelves."""
    await state.clear()
    await turn.settle()
    offers = await market.shop.offers(turn.user.id)
    profile = await gamification.profile(turn.user.id)
    await turn.show(views.home(offers, profile.balance, turn.t))


async def show_category(
    _query: CallbackQuery,
    callback_data: OpenCategory,
    turn: Turn,
    market: Market,
    gamification: GamificationService,
) -> None:
    """One shelf; a forged name shows all of them."""
    await turn.settle()
    offers = await market.shop.offers(turn.user.id)
    balance = (await gamification.profile(turn.user.id)).balance
    name = callback_data.category
    if name not in views.CATEGORIES:
        await turn.show(views.home(offers, balance, turn.t))
        return
    await turn.show(views.category(name, offers, balance, market.bag.items, turn.t))


async def show_offer(
    _query: CallbackQuery, callback_data: OpenOffer | AskPrice, turn: Turn, market: Market
) -> None:
    """One thing."""
    await _show_offer(turn, market, callback_data.item)


async def show_quoted(
    _query: CallbackQuery, callback_data: Buy, turn: Turn, market: Market
) -> None:
    """The thing that a price was given for."""
    item_id = await market.shop.quoted_item(turn.user.id, callback_data.quote)
    await _show_offer(turn, market, item_id)


async def ask_price(
    _query: CallbackQuery, callback_data: AskPrice, turn: Turn, market: Market
) -> None:
    """Give a price, and ask once more."""
    quote = await market.shop.quote(turn.user.id, callback_data.item)
    view = await market.shop.offer(turn.user.id, quote.item_id)
    item = market.bag.items.get(quote.item_id)
    minutes = market.shop.quote_minutes
    await turn.show(views.confirm(quote, item, view.balance, minutes, turn.t))


async def buy(_query: CallbackQuery, callback_data: Buy, turn: Turn, market: Market) -> None:
    """Buy, once: a second press shows the same purchase."""
    purchase = await market.shop.buy(turn.user.id, callback_data.quote)
    item = market.bag.items.get(purchase.item_id)
    look = link(turn.t, Place.INVENTORY if purchase.use_id is None else Place.CLUES)
    await turn.show(views.bought(purchase, item, look, turn.t))


async def show_purchases(_query: CallbackQuery, turn: Turn, market: Market) -> None:
    """What one has bought."""
    bought = await market.shop.purchases(turn.user.id)
    await turn.show(views.purchases(bought, market.bag.items, turn.t))


async def _show_offer(turn: Turn, market: Market, item_id: str) -> None:
    await turn.settle()
    view = await market.shop.offer(turn.user.id, item_id)
    item = market.bag.items.get(item_id)
    misses = await market.boxes.misses(turn.user.id, item_id)
    await turn.show(views.offer(view, item, misses, market.shop.low_stock, turn.t))


# -- custodians: rights are the service's business, on every call ----------------------------


async def stock(
    _message: Message, command: CommandObject, turn: Turn, market_desk: MarketDesk
) -> None:
    """The shelf, or a change of it: `/stock item price 120`."""
    words = (command.args or "").split()
    if not words:
        await turn.show(views.stock(await market_desk.shelf(acting(turn)), turn.t))
        return
    change = read_change(words[1:])
    if change is None:
        await turn.say(turn.t("stock.usage"))
        return
    line = await market_desk.relabel(acting(turn), words[0], change)
    await turn.show(views.relabelled(line, turn.t))


def read_change(words: list[str]) -> Change | None:
    """What a custodian typed after the item; None for what is no change."""
    match words:
        case ["price", number] if number.isascii() and number.isdigit():
            return Change(price=int(number))
        case ["stock", "any"]:
            return Change(is_unlimited=True)
        case ["stock", number] if number.isascii() and number.isdigit():
            return Change(stock=int(number))
        case ["on" | "off" as sale]:
            return Change(is_offered=sale == "on")
        case ["reset"]:
            return Change(is_reset=True)
    return None


async def list_refunds(
    _message: Message, command: CommandObject, turn: Turn, market_desk: MarketDesk
) -> None:
    """Somebody's purchases: `/refund 12345`."""
    text = (command.args or "").strip()
    if not (text.isascii() and text.isdigit() and int(text) < 2**63):
        await turn.say(turn.t("refund.usage"))
        return
    bought = await market_desk.purchases(acting(turn), int(text))
    await turn.show(views.refunds(int(text), bought, turn.t))


async def refund(
    _query: CallbackQuery, callback_data: Refund, turn: Turn, market_desk: MarketDesk
) -> None:
    """Take a purchase back, once."""
    line = await market_desk.refund(acting(turn), callback_data.purchase)
    await turn.show(views.refunded(line, turn.t))
