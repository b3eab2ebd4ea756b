"""/reviews: besitos that came faster than a person can act."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.dialogs.forms import TYPED, held, wait
from bot.features.reviews import views
from bot.features.reviews.callbacks import LetThrough, OpenReview, OpenReviews, TakeBack
from bot.features.reviews.states import ReviewForm, TakingBack
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from domains.admin.reviews.service import ReviewsDesk


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.message.register(show_list, Command("reviews"))
    router.callback_query.register(show_list, OpenReviews.filter())
    router.callback_query.register(show_one, OpenReview.filter(), flags=or_show(show_list))
    router.callback_query.register(let_through, LetThrough.filter(), flags=or_show(show_list))
    router.callback_query.register(ask_reason, TakeBack.filter(), flags=or_show(show_list))
    router.message.register(take_back, StateFilter(ReviewForm.reason), TYPED)
    return router


async def show_list(
    _event: Message | CallbackQuery, turn: Turn, state: FSMContext, reviews_desk: ReviewsDesk
) -> None:
    """What waits."""
    lines = await reviews_desk.waiting(acting(turn))
    await state.clear()
    await turn.show(views.waiting(lines, turn.t))


async def show_one(
    _query: CallbackQuery,
    callback_data: OpenReview,
    turn: Turn,
    state: FSMContext,
    reviews_desk: ReviewsDesk,
) -> None:
    """One that waits, and what can be decided."""
    line = await reviews_desk.line(acting(turn), callback_data.line)
    await state.clear()
    await turn.show(views.one(line, turn.t))


async def let_through(
    query: CallbackQuery,
    callback_data: LetThrough,
    turn: Turn,
    state: FSMContext,
    reviews_desk: ReviewsDesk,
) -> None:
    """Let it through. A second press finds it seen to."""
    await reviews_desk.approve(acting(turn), callback_data.line)
    await turn.toast(turn.t("reviews.approved"))
    await show_list(query, turn, state, reviews_desk)


async def ask_reason(
    _query: CallbackQuery,
    callback_data: TakeBack,
    turn: Turn,
    state: FSMContext,
    reviews_desk: ReviewsDesk,
) -> None:
    """Nothing has happened yet: the reason is the decision."""
    line = await reviews_desk.line(acting(turn), callback_data.line)
    await wait(state, ReviewForm.reason, TakingBack(line=line.line_id))
    await turn.show(views.ask_reason(line, turn.t))


async def take_back(
    message: Message, turn: Turn, state: FSMContext, reviews_desk: ReviewsDesk
) -> None:
    """Take it back, with the reason that the player will read."""
    form = await held(state, TakingBack)
    line = await reviews_desk.reject(acting(turn), form.line, message.text or "")
    await state.clear()
    await turn.show(views.rejected(line, turn.t))
