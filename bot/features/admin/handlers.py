"""/admin: numbers, people, grants, the audit log."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.dialogs.errors import OldButtonError
from bot.dialogs.forms import TYPED, held, nonce, pressed, wait, worded
from bot.features.admin import views
from bot.features.admin.callbacks import (
    ConfirmGrant,
    Desk,
    OpenCard,
    OpenDesk,
    PickCause,
    StartGrant,
)
from bot.features.admin.states import AdminForm, Granting, Recipient, Sum
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.charts import Charts
from bot.ui.navigation import GoTo, Place
from domains.admin.grants.model import causes_of
from domains.admin.grants.service import GrantService
from domains.admin.model import UserCard
from domains.admin.service import AdminService

STATISTICS_DAYS = 14


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.message.register(show_desk, Command("admin"))
    router.callback_query.register(show_desk, GoTo.filter(F.to == Place.ADMIN))
    router.callback_query.register(show_desk, OpenDesk.filter(F.desk == Desk.HOME))
    router.callback_query.register(show_numbers, OpenDesk.filter(F.desk == Desk.NUMBERS))
    router.callback_query.register(ask_whom, OpenDesk.filter(F.desk == Desk.FIND))
    router.callback_query.register(show_audit, OpenDesk.filter(F.desk == Desk.AUDIT))
    router.message.register(find, StateFilter(AdminForm.query), TYPED)
    router.callback_query.register(show_card, OpenCard.filter())
    router.callback_query.register(ask_amount, StartGrant.filter(F.amount == 0))
    router.message.register(take_amount, StateFilter(AdminForm.amount), TYPED)
    router.callback_query.register(ask_cause, StartGrant.filter())
    router.message.register(ask_cause_again, StateFilter(AdminForm.cause), TYPED)
    router.callback_query.register(ask_reason, PickCause.filter(), flags=or_show(show_desk))
    router.message.register(take_reason, StateFilter(AdminForm.reason), TYPED)
    router.callback_query.register(grant, ConfirmGrant.filter())
    return router


async def show_desk(
    _event: Message | CallbackQuery,
    turn: Turn,
    state: FSMContext,
    admin: AdminService,
    charts: Charts,
) -> None:
    """The admin's hall."""
    await state.clear()
    statistics = await admin.statistics(acting(turn))
    charts.warm_up()
    await turn.show(views.desk(statistics, turn.t))


async def show_numbers(
    _query: CallbackQuery, turn: Turn, admin: AdminService, charts: Charts
) -> None:
    """Two weeks of the house as a picture."""
    statistics = await admin.statistics(acting(turn), STATISTICS_DAYS)
    await turn.toast()
    picture = await views.numbers_picture(statistics, charts, turn.t)
    await turn.show(views.numbers(statistics, picture, turn.t))


async def show_audit(_query: CallbackQuery, turn: Turn, admin: AdminService) -> None:
    """Who did what, and why."""
    page = await admin.audit_log(acting(turn))
    await turn.show(views.audit(page.lines, turn.t))


async def ask_whom(
    _query: CallbackQuery, turn: Turn, state: FSMContext, admin: AdminService
) -> None:
    """Wait for an id, a @username or the beginning of a name."""
    await admin.search(acting(turn), "", limit=1)  # nobody types into a locked drawer
    await state.set_state(AdminForm.query)
    await turn.show(views.ask_whom(turn.t))


async def find(message: Message, turn: Turn, admin: AdminService) -> None:
    """List who matches."""
    page = await admin.search(acting(turn), message.text or "")
    await turn.show(views.found(page.people, turn.t))


async def show_card(
    _query: CallbackQuery,
    callback_data: OpenCard,
    turn: Turn,
    state: FSMContext,
    admin: AdminService,
) -> None:
    """Everything an admin needs to know of a person."""
    await state.clear()
    card = await admin.user_card(acting(turn), callback_data.target)
    await turn.show(views.card(card, turn.t))


async def ask_amount(
    _query: CallbackQuery,
    callback_data: StartGrant,
    turn: Turn,
    state: FSMContext,
    admin: AdminService,
) -> None:
    """Wait for an amount."""
    card = await admin.user_card(acting(turn), callback_data.target)
    await wait(state, AdminForm.amount, Recipient(target=callback_data.target))
    await turn.show(views.ask_amount(card, turn.t))


async def take_amount(
    message: Message,
    turn: Turn,
    state: FSMContext,
    admin: AdminService,
    grants: GrantService,
) -> None:
    """The amount, typed; a wrong one is asked for again. Nobody loses more than they have."""
    form = await held(state, Recipient)
    card = await admin.user_card(acting(turn), form.target)
    limit = grants.limit_of(turn.user.role).per_grant
    amount = views.read_amount(message.text or "", limit)
    if amount is None:
        await turn.show(views.bad_amount(card, limit, turn.t))
        return
    amount = max(amount, -card.wallet.balance)
    if amount == 0:
        await turn.show(views.nothing_to_take(card, turn.t))
        return
    await _ask_cause(turn, state, card, amount)


async def ask_cause(
    _query: CallbackQuery,
    callback_data: StartGrant,
    turn: Turn,
    state: FSMContext,
    admin: AdminService,
) -> None:
    """The amount was a button."""
    card = await admin.user_card(acting(turn), callback_data.target)
    await _ask_cause(turn, state, card, callback_data.amount)


async def ask_cause_again(
    _message: Message, turn: Turn, state: FSMContext, admin: AdminService
) -> None:
    """Words come after the button."""
    form = await held(state, Sum)
    card = await admin.user_card(acting(turn), form.target)
    await _ask_cause(turn, state, card, form.amount)


async def _ask_cause(turn: Turn, state: FSMContext, card: UserCard, amount: int) -> None:
    form = Sum(target=card.person.id, amount=amount, pick=nonce())
    await wait(state, AdminForm.cause, form)
    await turn.show(views.ask_cause(card, amount, form.pick, turn.t))


async def ask_reason(
    _query: CallbackQuery,
    callback_data: PickCause,
    turn: Turn,
    state: FSMContext,
    admin: AdminService,
) -> None:
    """Wait for the words. Who picks another code begins here again: the old yes is void."""
    form, cause = await pressed(state, Sum, pick=callback_data.pick), callback_data.cause
    if cause not in causes_of(form.amount):
        raise OldButtonError
    card = await admin.user_card(acting(turn), form.target)
    form = Granting(target=form.target, amount=form.amount, pick=form.pick, cause=cause)
    await wait(state, AdminForm.reason, form)
    await turn.show(views.ask_reason(card, form.amount, cause, turn.t))


async def take_reason(
    message: Message,
    turn: Turn,
    state: FSMContext,
    admin: AdminService,
    grants: GrantService,
) -> None:
    """Show what is about to happen; nothing has happened yet."""
    form = await worded(state, Granting, message)
    card = await admin.user_card(acting(turn), form.target)
    needs_second = grants.needs_second(form.amount)
    await turn.show(views.confirm_grant(card, form, turn.t, needs_second=needs_second))


async def grant(
    _query: CallbackQuery,
    callback_data: ConfirmGrant,
    turn: Turn,
    state: FSMContext,
    admin: AdminService,
    grants: GrantService,
) -> None:
    """Grant, once: a second press finds no dialog, a replay finds the same key."""
    form = await pressed(state, Granting, nonce=callback_data.nonce)
    grant = await grants.grant_besitos(
        acting(turn), form.target, form.amount, form.cause, form.reason, key=form.nonce
    )
    await turn.settle()
    card = await admin.user_card(acting(turn), form.target)
    await turn.show(views.granted(card, grant, turn.t))
    await state.clear()
