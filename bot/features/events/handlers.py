"""/events: the bus at a glance, dead letters, pauses."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.dialogs.forms import TYPED, pressed, wait, worded
from bot.features.events import views
from bot.features.events.callbacks import (
    Act,
    AskReason,
    ConfirmAct,
    OpenEvents,
    OpenLetter,
    ReplayLetter,
    Resume,
)
from bot.features.events.states import Acting, EventsForm
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.text import escape
from domains.admin.upkeep.service import UpkeepService


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.message.register(show_home, Command("events"))
    router.callback_query.register(show_home, OpenEvents.filter())
    router.callback_query.register(show_letter, OpenLetter.filter(), flags=or_show(show_home))
    router.callback_query.register(replay, ReplayLetter.filter(), flags=or_show(show_home))
    router.callback_query.register(ask_reason, AskReason.filter(), flags=or_show(show_home))
    router.message.register(take_reason, StateFilter(EventsForm.reason), TYPED)
    router.callback_query.register(act, ConfirmAct.filter())
    router.callback_query.register(resume, Resume.filter(), flags=or_show(show_home))
    return router


async def show_home(
    _event: Message | CallbackQuery, turn: Turn, state: FSMContext, upkeep: UpkeepService
) -> None:
    """The bus at a glance."""
    await state.clear()
    await turn.show(views.home(await upkeep.overview(acting(turn)), turn.t))


async def show_letter(
    _query: CallbackQuery,
    callback_data: OpenLetter,
    turn: Turn,
    state: FSMContext,
    upkeep: UpkeepService,
) -> None:
    """One dead letter."""
    await state.clear()
    letter = await upkeep.letter(acting(turn), callback_data.letter)
    await turn.show(views.letter(letter, turn.t))


async def replay(
    query: CallbackQuery,
    callback_data: ReplayLetter,
    turn: Turn,
    state: FSMContext,
    upkeep: UpkeepService,
) -> None:
    """Deliver it again. A second press finds it mended."""
    await upkeep.replay(acting(turn), callback_data.letter)
    await turn.toast(turn.t("events.replayed"))
    await show_home(query, turn, state, upkeep)


async def ask_reason(
    _query: CallbackQuery,
    callback_data: AskReason,
    turn: Turn,
    state: FSMContext,
    upkeep: UpkeepService,
) -> None:
    """Wait for a reason."""
    letter = await upkeep.letter(acting(turn), callback_data.letter)
    form = Acting(act=callback_data.act, letter=callback_data.letter)
    await wait(state, EventsForm.reason, form)
    await turn.show(views.ask_reason(callback_data.act, letter, turn.t))


async def take_reason(
    message: Message, turn: Turn, state: FSMContext, upkeep: UpkeepService
) -> None:
    """Show what is about to happen; nothing has happened yet."""
    form = await worded(state, Acting, message)
    letter = await upkeep.letter(acting(turn), form.letter)
    await turn.show(views.confirm(letter, form, turn.t))


async def act(
    query: CallbackQuery,
    callback_data: ConfirmAct,
    turn: Turn,
    state: FSMContext,
    upkeep: UpkeepService,
) -> None:
    """Discard or pause, once: a second press finds no dialog."""
    form = await pressed(state, Acting, nonce=callback_data.nonce)
    if form.act is Act.DISCARD:
        await upkeep.discard(acting(turn), form.letter, form.reason)
        await turn.toast(turn.t("events.discarded"))
    else:
        letter = await upkeep.letter(acting(turn), form.letter)
        await upkeep.pause(acting(turn), letter.subscription, form.reason)
        await turn.toast(turn.t("events.paused"))
    await show_home(query, turn, state, upkeep)


async def resume(
    query: CallbackQuery,
    callback_data: Resume,
    turn: Turn,
    state: FSMContext,
    upkeep: UpkeepService,
) -> None:
    """Let a paused subscription go on."""
    name = await upkeep.resume(acting(turn), callback_data.subscription)
    await turn.toast(turn.t("events.resumed", subscription=escape(name)))
    await show_home(query, turn, state, upkeep)
