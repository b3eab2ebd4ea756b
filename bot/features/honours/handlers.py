"""/honours: achievements that no counter knows, given and taken by hand."""

from __future__ import annotations

import secrets

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import TYPED, acting, person_named
from bot.features.honours import views
from bot.features.honours.callbacks import ConfirmHonour, PickHonour
from bot.features.honours.states import HonourForm
from bot.features.honours.views import Choice
from bot.turn import Turn
from bot.ui.navigation import GoToPerson, Place
from domains.admin.errors import SeenToAlreadyError
from domains.admin.honours.model import Standing
from domains.admin.honours.service import HonoursDesk


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.message.register(show_named, Command("honours"))
    here = GoToPerson.filter(F.to == Place.HONOURS)
    router.callback_query.register(show_pressed, here)
    router.callback_query.register(ask_reason, PickHonour.filter())
    router.message.register(take_reason, StateFilter(HonourForm.reason), TYPED)
    router.callback_query.register(do, ConfirmHonour.filter())
    return router


async def show_named(
    _message: Message,
    command: CommandObject,
    turn: Turn,
    state: FSMContext,
    honours_desk: HonoursDesk,
) -> None:
    """`/honours 12345`."""
    person = person_named(command)
    if person is None:
        await honours_desk.person(acting(turn), turn.user.id)  # players read no usage
        await turn.say(turn.t("honours.usage"))
        return
    await _show(person, turn, state, honours_desk)


async def show_pressed(
    _query: CallbackQuery,
    callback_data: GoToPerson,
    turn: Turn,
    state: FSMContext,
    honours_desk: HonoursDesk,
) -> None:
    """From a person's card, or back from a dialog."""
    await _show(callback_data.person, turn, state, honours_desk)


async def _show(user_id: int, turn: Turn, state: FSMContext, honours_desk: HonoursDesk) -> None:
    person = await honours_desk.person(acting(turn), user_id)
    lines = await honours_desk.offered(acting(turn), user_id)
    await state.clear()
    await turn.show(views.honours(person, lines, turn.t))


async def ask_reason(
    _query: CallbackQuery,
    callback_data: PickHonour,
    turn: Turn,
    state: FSMContext,
    honours_desk: HonoursDesk,
) -> None:
    """Nothing has happened yet; what was taken for good is not given again."""
    choice = await _choice(turn, honours_desk, callback_data.person, callback_data.handle)
    if choice.honour.standing == Standing.TAKEN:
        await turn.toast(turn.t("honours.taken"), alert=True)
        return
    await state.set_state(HonourForm.reason)
    await state.set_data(
        {
            "person": callback_data.person,
            "handle": callback_data.handle,
            "standing": choice.honour.standing,
        }
    )
    await turn.show(views.ask_reason(choice, turn.t))


async def take_reason(
    message: Message, turn: Turn, state: FSMContext, honours_desk: HonoursDesk
) -> None:
    """Show what is about to happen."""
    nonce = secrets.token_hex(4)
    form = await state.update_data(reason=(message.text or "").strip(), nonce=nonce)
    choice = await _choice(turn, honours_desk, form["person"], form["handle"])
    await state.set_state(HonourForm.confirm)
    await turn.show(views.confirm(choice, form["reason"], nonce, turn.t))


async def do(
    _query: CallbackQuery,
    callback_data: ConfirmHonour,
    turn: Turn,
    state: FSMContext,
    honours_desk: HonoursDesk,
) -> None:
    """Once: a second press finds no dialog, a replay finds the same key."""
    form, actor = await state.get_data(), acting(turn)
    if form.get("nonce") != callback_data.nonce:
        await turn.toast(turn.t("error.old_button"), alert=True)
        return
    user_id, reason, key = form["person"], form["reason"], callback_data.nonce
    honour = (await _choice(turn, honours_desk, user_id, form["handle"])).honour
    if form["standing"] == Standing.HELD:
        await honours_desk.take(actor, user_id, honour.code, reason, key)
        said = turn.t("honours.took")
    else:
        await honours_desk.give(actor, user_id, honour.code, honour.tier, reason, key)
        said = turn.t("honours.gave")
    await turn.toast(said)
    await _show(user_id, turn, state, honours_desk)


async def _choice(turn: Turn, honours_desk: HonoursDesk, user_id: int, handle: str) -> Choice:
    actor = acting(turn)
    person = await honours_desk.person(actor, user_id)
    for honour in await honours_desk.offered(actor, user_id):
        if views.handle_of(honour) == handle:
            return Choice(person, honour)
    raise SeenToAlreadyError
