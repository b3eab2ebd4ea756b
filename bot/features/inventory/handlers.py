"""/inventory: what one owns, wears, uses and gives away."""

from __future__ import annotations

from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.dialogs.forms import TYPED, held, nonce, pressed, wait
from bot.features.inventory import views
from bot.features.inventory.callbacks import (
    AnswerGift,
    ConfirmGift,
    OpenItem,
    StartGift,
    UseItem,
    WearItem,
)
from bot.features.inventory.states import BagForm, Gift, Offer
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.items import item_name
from bot.ui.navigation import GoTo, Place
from domains.gamification.inventory.errors import BagChangedError
from domains.gamification.market.service import Market
from domains.user.model import Person
from domains.user.service import UserService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_bag, Command("inventory"))
    router.callback_query.register(show_bag, GoTo.filter(F.to == Place.INVENTORY))
    router.callback_query.register(show_item, OpenItem.filter())
    router.callback_query.register(use, UseItem.filter(), flags=or_show(show_item, show_bag))
    router.callback_query.register(wear, WearItem.filter(), flags=or_show(show_item, show_bag))
    router.callback_query.register(
        ask_friend, StartGift.filter(), flags=or_show(show_item, show_bag)
    )
    router.message.register(take_friend, StateFilter(BagForm.friend), TYPED)
    router.callback_query.register(give, ConfirmGift.filter(), flags=or_show(show_bag))
    router.callback_query.register(answer_gift, AnswerGift.filter(), flags=or_show(show_bag))
    return router


async def show_bag(
    _event: Message | CallbackQuery, turn: Turn, state: FSMContext, market: Market
) -> None:
    """Everything."""
    await state.clear()
    await _show_bag(turn, market)


async def show_item(
    _query: CallbackQuery,
    callback_data: OpenItem | UseItem | WearItem | StartGift,
    turn: Turn,
    state: FSMContext,
    market: Market,
) -> None:
    """One thing."""
    await state.clear()
    await _show_item(turn, market, callback_data.item)


async def use(_query: CallbackQuery, callback_data: UseItem, turn: Turn, market: Market) -> None:
    """Use one copy up: a second press finds another version."""
    item_id = callback_data.item
    use_id = await market.bag.use(turn.user.id, item_id, callback_data.version)
    await turn.toast()
    await turn.settle()
    await _show_item(turn, market, item_id, await _news(turn, market, item_id, use_id))


async def wear(_query: CallbackQuery, callback_data: WearItem, turn: Turn, market: Market) -> None:
    """Put on or take off."""
    await market.bag.wear(turn.user.id, callback_data.item, on=callback_data.on)
    await _show_item(turn, market, callback_data.item)


async def ask_friend(
    _query: CallbackQuery, callback_data: StartGift, turn: Turn, state: FSMContext, market: Market
) -> None:
    """Wait for a name."""
    own = await market.bag.owned(turn.user.id, callback_data.item)
    if own.version != callback_data.version or not own.quantity:
        raise BagChangedError(item=callback_data.item)
    await wait(state, BagForm.friend, Offer(item=own.item_id, version=own.version))
    await turn.show(views.ask_friend(market.bag.items.get(own.item_id), turn.t))


async def take_friend(
    message: Message, turn: Turn, state: FSMContext, market: Market, users: UserService
) -> None:
    """Show to whom it would go; nothing has moved yet."""
    form = await held(state, Offer)
    item = market.bag.items.get(form.item)
    friend = await _find(users, (message.text or "").strip())
    if friend is None:
        await turn.show(views.ask_friend(item, turn.t, is_unknown=True))
        return
    gift = Gift(**form.model_dump(), friend=friend.id, name=friend.short_name, nonce=nonce())
    await wait(state, None, gift)
    await turn.show(views.confirm_gift(item, gift.name, gift.nonce, turn.t))


async def give(
    _query: CallbackQuery,
    callback_data: ConfirmGift,
    turn: Turn,
    state: FSMContext,
    market: Market,
) -> None:
    """Give, once: a second press finds no dialog."""
    gift = await pressed(state, Gift, nonce=callback_data.nonce)
    await state.clear()
    await market.gifts.offer(turn.user.id, gift.item, gift.friend, gift.version)
    item = market.bag.items.get(gift.item)
    await turn.show(views.given(item, gift.name, turn.t))


async def answer_gift(
    _query: CallbackQuery, callback_data: AnswerGift, turn: Turn, market: Market
) -> None:
    """Take it, or let it go back."""
    answer = market.gifts.accept if callback_data.take else market.gifts.decline
    gift = await answer(turn.user.id, callback_data.gift)
    name = item_name(turn.t, gift.item_id)
    key = "bag.gift.taken" if callback_data.take else "bag.gift.refused"
    await turn.toast(turn.t(key, name=name))
    await _show_bag(turn, market)


async def _show_bag(turn: Turn, market: Market) -> None:
    await turn.settle()
    bag = await market.bag.bag(turn.user.id)
    boosts = await market.running_boosts(turn.user.id)
    gifts = await market.gifts.waiting(turn.user.id)
    screen = views.bag(bag, boosts, gifts, market.bag.items, turn.user.timezone, turn.t)
    await turn.show(screen)


async def _show_item(turn: Turn, market: Market, item_id: str, news: str = "") -> None:
    item = market.bag.items.get(item_id)
    own = await market.bag.owned(turn.user.id, item_id)
    worn = (await market.bag.bag(turn.user.id)).worn
    await turn.show(views.item(item, own, turn.t, is_worn=item_id in worn.values(), news=news))


async def _news(turn: Turn, market: Market, item_id: str, use_id: UUID) -> str:
    item = market.bag.items.get(item_id)
    if item.effect.kind == "box":
        drawn = await market.boxes.drawn(turn.user.id, use_id)
        return views.opened(drawn, market.bag.items, turn.t)
    if await market.bag.came_back(turn.user.id, use_id):
        return views.no_room(turn.t)
    boosts = await market.running_boosts(turn.user.id)
    effect = item.effect
    ends = [b.ends_at for b in boosts if effect.kind == "boost" and b.bps == effect.bps]
    return views.used(item, ends[0] if ends else None, turn.user.timezone, turn.t)


async def _find(users: UserService, text: str) -> Person | None:
    """Exactly this person: a beginning of a name finds nobody."""
    for person in (await users.find(text)).people:
        username = (person.username or "").casefold()
        if str(person.id) == text or (username and f"@{username}" == text.casefold()):
            return person
    return None
