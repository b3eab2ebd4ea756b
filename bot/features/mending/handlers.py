"""/mend: a lost streak is given back, with a ground and in words."""

from __future__ import annotations

import secrets

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import TYPED, acting, person_named
from bot.features.mending import views
from bot.features.mending.callbacks import ConfirmMending, PickGround
from bot.features.mending.states import MendingForm
from bot.turn import Turn
from bot.ui.navigation import GoToPerson, Place
from domains.admin.mending.model import Ground
from domains.admin.mending.service import MendingDesk


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.message.register(show_named, Command("mend"))
    router.callback_query.register(show_pressed, GoToPerson.filter(F.to == Place.MENDING))
    router.callback_query.register(ask_reason, PickGround.filter())
    router.message.register(take_reason, StateFilter(MendingForm.reason), TYPED)
    router.callback_query.register(mend, ConfirmMending.filter())
    return router


async def show_named(
    _message: Message,
    command: CommandObject,
    turn: Turn,
    state: FSMContext,
    mending_desk: MendingDesk,
) -> None:
    """`/mend 12345`."""
    person = person_named(command)
    if person is None:
        await mending_desk.broken(acting(turn), turn.user.id)  # players read no usage
        await turn.say(turn.t("mending.usage"))
        return
    await _show(person, turn, state, mending_desk)


async def show_pressed(
    _query: CallbackQuery,
    callback_data: GoToPerson,
    turn: Turn,
    state: FSMContext,
    mending_desk: MendingDesk,
) -> None:
    """From a person's card, or back from a dialog."""
    await _show(callback_data.person, turn, state, mending_desk)


async def _show(user_id: int, turn: Turn, state: FSMContext, mending_desk: MendingDesk) -> None:
    person, streak = await mending_desk.broken(acting(turn), user_id)
    await state.clear()
    await turn.show(views.broken(person, streak, turn.t))


async def ask_reason(
    _query: CallbackQuery,
    callback_data: PickGround,
    turn: Turn,
    state: FSMContext,
    mending_desk: MendingDesk,
) -> None:
    """Nothing has happened yet; a button of another streak shows the present one."""
    person, streak = await mending_desk.broken(acting(turn), callback_data.person)
    if streak.obstacle is not None or streak.version != callback_data.version:
        await turn.toast(turn.t("error.old_button"), alert=True)
        await turn.show(views.broken(person, streak, turn.t))
        return
    ground = callback_data.ground
    await state.set_state(MendingForm.reason)
    await state.set_data({"person": person.id, "version": streak.version, "ground": ground.value})
    await turn.show(views.ask_reason(person, streak, ground, turn.t))


async def take_reason(
    message: Message, turn: Turn, state: FSMContext, mending_desk: MendingDesk
) -> None:
    """Show what is about to happen."""
    nonce = secrets.token_hex(4)
    form = await state.update_data(reason=(message.text or "").strip(), nonce=nonce)
    person, streak = await mending_desk.broken(acting(turn), form["person"])
    await state.set_state(MendingForm.confirm)
    await turn.show(views.confirm(person, streak, form["reason"], nonce, turn.t))


async def mend(
    _query: CallbackQuery,
    callback_data: ConfirmMending,
    turn: Turn,
    state: FSMContext,
    mending_desk: MendingDesk,
) -> None:
    """Once: a second press finds no dialog, or a streak of another version."""
    form, actor = await state.get_data(), acting(turn)
    if form.get("nonce") != callback_data.nonce:
        await turn.toast(turn.t("error.old_button"), alert=True)
        return
    await state.clear()
    ground, user_id = Ground(form["ground"]), form["person"]
    person, _ = await mending_desk.broken(actor, user_id)
    length = await mending_desk.mend(actor, user_id, form["version"], ground, form["reason"])
    await turn.show(views.mended(person, length, turn.t))
