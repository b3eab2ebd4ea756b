"""/pending: besitos that one custodian alone may not move."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.dialogs.forms import TYPED, held, wait
from bot.features.pending import views
from bot.features.pending.callbacks import (
    ConfirmPending,
    DeclinePending,
    OpenPending,
    WithdrawPending,
)
from bot.features.pending.states import Declining, PendingForm
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.admin.errors import SeenToAlreadyError
from domains.admin.pending.service import SecondOpinions


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.message.register(show_list, Command("pending"))
    router.callback_query.register(show_list, GoTo.filter(F.to == Place.PENDING))
    router.callback_query.register(show_one, OpenPending.filter(), flags=or_show(show_list))
    router.callback_query.register(
        confirm, ConfirmPending.filter(), flags=or_show(show_one, show_list)
    )
    router.callback_query.register(ask_reason, DeclinePending.filter(), flags=or_show(show_list))
    router.callback_query.register(
        withdraw, WithdrawPending.filter(), flags=or_show(show_one, show_list)
    )
    router.message.register(decline, StateFilter(PendingForm.reason), TYPED)
    return router


async def show_list(
    _event: Message | CallbackQuery,
    turn: Turn,
    state: FSMContext,
    second_opinions: SecondOpinions,
) -> None:
    """What waits."""
    waiting = await second_opinions.waiting(acting(turn))
    await state.clear()
    await turn.show(views.waiting(waiting, turn.user.id, turn.t))


async def show_one(
    _query: CallbackQuery,
    callback_data: OpenPending | ConfirmPending | WithdrawPending,
    turn: Turn,
    state: FSMContext,
    second_opinions: SecondOpinions,
) -> None:
    """One that waits, with before and after; the list, when somebody was faster."""
    view = await second_opinions.view(acting(turn), callback_data.id)
    await state.clear()
    await turn.show(views.one(view, turn.t))


async def confirm(
    query: CallbackQuery,
    callback_data: ConfirmPending,
    turn: Turn,
    state: FSMContext,
    second_opinions: SecondOpinions,
) -> None:
    """Say yes, once: a second press finds it seen to."""
    await second_opinions.confirm(acting(turn), callback_data.id)
    await turn.toast(turn.t("pending.confirmed"))
    await show_list(query, turn, state, second_opinions)


async def ask_reason(
    _query: CallbackQuery,
    callback_data: DeclinePending,
    turn: Turn,
    state: FSMContext,
    second_opinions: SecondOpinions,
) -> None:
    """Nothing has happened yet: the reason is the decision."""
    view = await second_opinions.view(acting(turn), callback_data.id)
    await wait(state, PendingForm.reason, Declining(id=callback_data.id))
    await turn.show(views.ask_reason(view, turn.t))


async def decline(
    message: Message, turn: Turn, state: FSMContext, second_opinions: SecondOpinions
) -> None:
    """Say no, with the reason that whoever asked will read."""
    form = await held(state, Declining)
    try:
        await second_opinions.decline(acting(turn), form.id, message.text or "")
    except SeenToAlreadyError:
        await state.clear()
        raise
    await state.clear()
    await turn.show(views.declined(turn.t))


async def withdraw(
    query: CallbackQuery,
    callback_data: WithdrawPending,
    turn: Turn,
    state: FSMContext,
    second_opinions: SecondOpinions,
) -> None:
    """Take one's own request back."""
    await second_opinions.withdraw(acting(turn), callback_data.id)
    await turn.toast(turn.t("pending.withdrawn"))
    await show_list(query, turn, state, second_opinions)
