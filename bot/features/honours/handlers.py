"""/honours: achievements that no counter knows, given and taken by hand."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting, person_pressed, person_typed
from bot.dialogs.forms import TYPED, pressed, wait, worded
from bot.features.honours import views
from bot.features.honours.callbacks import ConfirmHonour, PickHonour
from bot.features.honours.states import HonourForm, Honouring
from bot.features.honours.views import Choice
from bot.turn import Turn
from bot.ui.navigation import GoToPerson, Place
from domains.admin.errors import SeenToAlreadyError
from domains.admin.honours.model import Standing
from domains.admin.honours.service import HonoursDesk


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    here = GoToPerson.filter(F.to == Place.HONOURS)
    router.message.register(show, Command("honours"), person_typed)
    router.message.register(show_usage, Command("honours"))
    router.callback_query.register(show, here, person_pressed)
    router.callback_query.register(ask_reason, PickHonour.filter())
    router.message.register(take_reason, StateFilter(HonourForm.reason), TYPED)
    router.callback_query.register(give_or_take, ConfirmHonour.filter())
    return router


async def show_usage(_message: Message, turn: Turn, honours_desk: HonoursDesk) -> None:
    """Nobody is named. Players read no usage."""
    await honours_desk.person(acting(turn), turn.user.id)
    await turn.say(turn.t("honours.usage"))


async def show(
    _event: Message | CallbackQuery,
    person_id: int,
    turn: Turn,
    state: FSMContext,
    honours_desk: HonoursDesk,
) -> None:
    """`/honours 12345`, from a person's card, or back from the dialog."""
    person = await honours_desk.person(acting(turn), person_id)
    lines = await honours_desk.offered(acting(turn), person_id)
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
    person_id, handle = callback_data.person, callback_data.handle
    choice = await _choice(turn, honours_desk, person_id, handle)
    standing = Standing(choice.honour.standing)
    if standing == Standing.TAKEN:
        await turn.toast(turn.t("honours.taken"), alert=True)
        return
    form = Honouring(person=person_id, handle=handle, standing=standing)
    await wait(state, HonourForm.reason, form)
    await turn.show(views.ask_reason(choice, turn.t))


async def take_reason(
    message: Message, turn: Turn, state: FSMContext, honours_desk: HonoursDesk
) -> None:
    """Show what is about to happen."""
    form = await worded(state, Honouring, message)
    choice = await _choice(turn, honours_desk, form.person, form.handle)
    await turn.show(views.confirm(choice, form, turn.t))


async def give_or_take(
    query: CallbackQuery,
    callback_data: ConfirmHonour,
    turn: Turn,
    state: FSMContext,
    honours_desk: HonoursDesk,
) -> None:
    """Once: a second press finds no dialog, a replay finds the same key."""
    form, actor = await pressed(state, Honouring, nonce=callback_data.nonce), acting(turn)
    person, reason, key = form.person, form.reason, form.nonce
    honour = (await _choice(turn, honours_desk, person, form.handle)).honour
    if form.standing == Standing.HELD:
        await honours_desk.take(actor, person, honour.code, reason, key)
        said = turn.t("honours.took")
    else:
        await honours_desk.give(actor, person, honour.code, honour.tier, reason, key)
        said = turn.t("honours.gave")
    await turn.toast(said)
    await show(query, person, turn, state, honours_desk)


async def _choice(turn: Turn, honours_desk: HonoursDesk, user_id: int, handle: str) -> Choice:
    actor = acting(turn)
    person = await honours_desk.person(actor, user_id)
    for honour in await honours_desk.offered(actor, user_id):
        if views.handle_of(honour) == handle:
            return Choice(person, honour)
    raise SeenToAlreadyError
