"""/mend: a lost streak is given back, with a ground and in words."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting, person_pressed, person_typed
from bot.dialogs.errors import OldButtonError
from bot.dialogs.forms import TYPED, pressed, wait, worded
from bot.features.mending import views
from bot.features.mending.callbacks import ConfirmMending, PickGround
from bot.features.mending.states import Mending, MendingForm
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoToPerson, Place
from domains.admin.mending.service import MendingDesk


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    here = GoToPerson.filter(F.to == Place.MENDING)
    router.message.register(show, Command("mend"), person_typed)
    router.message.register(show_usage, Command("mend"))
    router.callback_query.register(show, here, person_pressed)
    router.callback_query.register(
        ask_reason, PickGround.filter(), person_pressed, flags=or_show(show)
    )
    router.message.register(take_reason, StateFilter(MendingForm.reason), TYPED)
    router.callback_query.register(mend, ConfirmMending.filter())
    return router


async def show_usage(_message: Message, turn: Turn, mending_desk: MendingDesk) -> None:
    """Nobody is named. Players read no usage."""
    await mending_desk.broken(acting(turn), turn.user.id)
    await turn.say(turn.t("mending.usage"))


async def show(
    _event: Message | CallbackQuery,
    person_id: int,
    turn: Turn,
    state: FSMContext,
    mending_desk: MendingDesk,
) -> None:
    """`/mend 12345`, from a person's card, or back from the dialog."""
    person, streak = await mending_desk.broken(acting(turn), person_id)
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
        raise OldButtonError
    ground = callback_data.ground
    form = Mending(person=person.id, version=streak.version, ground=ground)
    await wait(state, MendingForm.reason, form)
    await turn.show(views.ask_reason(person, streak, ground, turn.t))


async def take_reason(
    message: Message, turn: Turn, state: FSMContext, mending_desk: MendingDesk
) -> None:
    """Show what is about to happen."""
    form = await worded(state, Mending, message)
    person, streak = await mending_desk.broken(acting(turn), form.person)
    await turn.show(views.confirm(person, streak, form, turn.t))


async def mend(
    _query: CallbackQuery,
    callback_data: ConfirmMending,
    turn: Turn,
    state: FSMContext,
    mending_desk: MendingDesk,
) -> None:
    """Once: a second press finds no dialog, or a streak of another version."""
    form, actor = await pressed(state, Mending, nonce=callback_data.nonce), acting(turn)
    await state.clear()
    person, _ = await mending_desk.broken(actor, form.person)
    length = await mending_desk.mend(actor, form.person, form.version, form.ground, form.reason)
    await turn.show(views.mended(person, length, turn.t))
