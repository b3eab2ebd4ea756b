"""/auctions: what goes to whoever bids most. /auction for custodians."""

from __future__ import annotations

from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.dialogs.forms import TYPED, held, wait
from bot.features.auctions import views
from bot.features.auctions.callbacks import AskBid, CallOff, OpenLot, PlaceBid
from bot.features.auctions.states import Bidding, BidForm
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from bot.ui.text import number
from domains.admin.market.service import MarketDesk
from domains.core.clock import Clock
from domains.gamification.auctions.errors import AuctionOverError
from domains.gamification.auctions.model import HIGHEST_BID
from domains.gamification.market.service import Market


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_lots, Command("auctions"))
    router.callback_query.register(show_lots, GoTo.filter(F.to == Place.AUCTIONS))
    router.callback_query.register(show_lot, OpenLot.filter())
    router.callback_query.register(bid, PlaceBid.filter(), flags=or_show(show_lot))
    router.callback_query.register(ask_bid, AskBid.filter(), flags=or_show(show_lot))
    router.message.register(manage, Command("auction"))
    router.callback_query.register(call_off, CallOff.filter())
    typed = StateFilter(BidForm.amount), TYPED
    router.message.register(take_bid, *typed, flags=or_show(show_asked))
    return router


async def show_lots(
    _event: Message | CallbackQuery, turn: Turn, state: FSMContext, market: Market, clock: Clock
) -> None:
    """What can be bid for."""
    await state.clear()
    running = await market.auctions.running()
    await turn.show(views.lots(running, market.bag.items, clock.now(), turn.t))


async def show_lot(
    _query: CallbackQuery,
    callback_data: OpenLot | PlaceBid | AskBid,
    turn: Turn,
    state: FSMContext,
    market: Market,
) -> None:
    """One auction, as it is now."""
    await state.clear()
    await _show(turn, market, callback_data.lot)


async def show_asked(_message: Message, turn: Turn, state: FSMContext, market: Market) -> None:
    """The auction that an amount was asked for."""
    form = await held(state, Bidding)
    await state.clear()
    await _show(turn, market, form.lot)


async def bid(_query: CallbackQuery, callback_data: PlaceBid, turn: Turn, market: Market) -> None:
    """Lead. A second press finds oneself leading, an old one that it is too little."""
    await _bid(turn, market, callback_data.lot, callback_data.amount)


async def ask_bid(
    _query: CallbackQuery, callback_data: AskBid, turn: Turn, state: FSMContext, market: Market
) -> None:
    """Wait for an amount."""
    view = await market.auctions.view(turn.user.id, callback_data.lot)
    if not view.auction.is_open(view.now):
        raise AuctionOverError
    await wait(state, BidForm.amount, Bidding(lot=view.auction.id))
    await turn.show(views.ask_bid(view, turn.t))


async def take_bid(message: Message, turn: Turn, state: FSMContext, market: Market) -> None:
    """The amount, typed; what is none is asked for again."""
    auction_id = (await held(state, Bidding)).lot
    text = (message.text or "").strip()
    amount = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < amount <= HIGHEST_BID:
        view = await market.auctions.view(turn.user.id, auction_id)
        await turn.show(views.ask_bid(view, turn.t, is_bad=True))
        return
    await _bid(turn, market, auction_id, amount)
    await state.clear()


async def _bid(turn: Turn, market: Market, auction_id: UUID, amount: int) -> None:
    await market.auctions.bid(turn.user.id, auction_id, amount)
    await turn.toast(turn.t("auctions.placed", amount=number(amount)))
    await _show(turn, market, auction_id)


async def _show(turn: Turn, market: Market, auction_id: UUID) -> None:
    await turn.settle()
    view = await market.auctions.view(turn.user.id, auction_id)
    item = market.bag.items.get(view.auction.item_id)
    await turn.show(views.lot(view, item, turn.user.id, turn.t))


# -- custodians: rights are the service's business, on every call ----------------------------


async def manage(
    _message: Message, command: CommandObject, turn: Turn, market_desk: MarketDesk
) -> None:
    """What runs, or one more: `/auction open item besitos minutes`."""
    match (command.args or "").split():
        case []:
            await turn.show(views.desk(await market_desk.auctions(acting(turn)), turn.t))
        case ["open", item, price, minutes] if _is_number(price) and _is_number(minutes):
            line = await market_desk.open_auction(acting(turn), item, int(price), int(minutes))
            await turn.show(views.put_up(line, int(price), int(minutes), turn.t))
        case _:
            await turn.say(turn.t("auction.usage"))


async def call_off(
    _query: CallbackQuery, callback_data: CallOff, turn: Turn, market_desk: MarketDesk
) -> None:
    """Ask, then call it off, once."""
    auction_id = callback_data.lot
    if callback_data.sure:
        line = await market_desk.cancel_auction(acting(turn), auction_id)
        await turn.show(views.called_off(line, turn.t))
        return
    running = await market_desk.auctions(acting(turn))
    found = next((line for line in running if line.id == auction_id), None)
    if found is None:
        raise AuctionOverError
    await turn.show(views.ask_call_off(found, turn.t))


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= len(str(HIGHEST_BID))
