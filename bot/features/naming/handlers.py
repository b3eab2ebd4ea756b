"""A name on the boards that offends is taken, with a reason."""

from __future__ import annotations

import secrets

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import TYPED, acting
from bot.features.naming import views
from bot.features.naming.callbacks import ConfirmReset
from bot.features.naming.states import NamingForm
from bot.turn import Turn
from bot.ui.navigation import GoToPerson, Place
from domains.admin.errors import SeenToAlreadyError
from domains.admin.naming.service import NamingDesk


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.callback_query.register(show, GoToPerson.filter(F.to == Place.NAMING))
    router.message.register(take_reason, StateFilter(NamingForm.reason), TYPED)
    router.callback_query.register(reset, ConfirmReset.filter())
    return router


async def show(
    _query: CallbackQuery,
    callback_data: GoToPerson,
    turn: Turn,
    state: FSMContext,
    naming_desk: NamingDesk,
) -> None:
    """From a person's card, or back from the dialog."""
    await _show(callback_data.person, turn, state, naming_desk)


async def _show(user_id: int, turn: Turn, state: FSMContext, naming_desk: NamingDesk) -> None:
    person, alias = await naming_desk.chosen(acting(turn), user_id)
    await state.clear()
    if alias is not None:
        await state.set_state(NamingForm.reason)
        await state.set_data({"person": person.id, "alias": alias})
    await turn.show(views.ask_reason(person, alias, turn.t))


async def take_reason(
    message: Message, turn: Turn, state: FSMContext, naming_desk: NamingDesk
) -> None:
    """Show what is about to happen: to the name that was seen, whatever it is by now."""
    nonce = secrets.token_hex(4)
    form = await state.update_data(reason=(message.text or "").strip(), nonce=nonce)
    person, _ = await naming_desk.chosen(acting(turn), form["person"])
    await state.set_state(NamingForm.confirm)
    await turn.show(views.confirm(person, form["alias"], form["reason"], nonce, turn.t))


async def reset(
    _query: CallbackQuery,
    callback_data: ConfirmReset,
    turn: Turn,
    state: FSMContext,
    naming_desk: NamingDesk,
) -> None:
    """Once: a second press finds no dialog, or nobody who is called so."""
    form = await state.get_data()
    if form.get("nonce") != callback_data.nonce:
        await turn.toast(turn.t("error.old_button"), alert=True)
        return
    await state.clear()
    try:
        await naming_desk.reset(acting(turn), form["person"], form["alias"], form["reason"])
    except SeenToAlreadyError:
        await turn.toast(turn.t("error.admin.upkeep.seen_to"), alert=True)
        await _show(form["person"], turn, state, naming_desk)
        return
    person, _ = await naming_desk.chosen(acting(turn), form["person"])
    await turn.show(views.done(person, turn.t))
