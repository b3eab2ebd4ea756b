"""A name on the boards that offends is taken, with a reason."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting, person_pressed
from bot.dialogs.forms import TYPED, pressed, wait, worded
from bot.features.naming import views
from bot.features.naming.callbacks import ConfirmReset
from bot.features.naming.states import Naming, NamingForm
from bot.middlewares.errors import refuse
from bot.turn import Turn
from bot.ui.navigation import GoToPerson, Place
from domains.admin.errors import SeenToAlreadyError
from domains.admin.naming.service import NamingDesk


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    here = GoToPerson.filter(F.to == Place.NAMING)
    router.callback_query.register(show, here, person_pressed)
    router.message.register(take_reason, StateFilter(NamingForm.reason), TYPED)
    router.callback_query.register(reset, ConfirmReset.filter())
    return router


async def show(
    _query: CallbackQuery, person_id: int, turn: Turn, state: FSMContext, naming_desk: NamingDesk
) -> None:
    """From a person's card, or back from the dialog: the name, and waiting for a reason."""
    person, alias = await naming_desk.chosen(acting(turn), person_id)
    await state.clear()
    if alias is not None:
        await wait(state, NamingForm.reason, Naming(person=person.id, alias=alias))
    await turn.show(views.ask_reason(person, alias, turn.t))


async def take_reason(
    message: Message, turn: Turn, state: FSMContext, naming_desk: NamingDesk
) -> None:
    """Show what is about to happen: to the name that was seen, whatever it is by now."""
    form = await worded(state, Naming, message)
    person, _ = await naming_desk.chosen(acting(turn), form.person)
    await turn.show(views.confirm(person, form, turn.t))


async def reset(
    query: CallbackQuery,
    callback_data: ConfirmReset,
    turn: Turn,
    state: FSMContext,
    naming_desk: NamingDesk,
) -> None:
    """Once: a second press finds no dialog, or nobody who is called so."""
    form = await pressed(state, Naming, nonce=callback_data.nonce)
    await state.clear()
    try:
        await naming_desk.reset(acting(turn), form.person, form.alias, form.reason)
    except SeenToAlreadyError as error:
        await refuse(turn, error)
        await show(query, form.person, turn, state, naming_desk)
        return
    person, _ = await naming_desk.chosen(acting(turn), form.person)
    await turn.show(views.done(person, turn.t))
