"""/trivia: ask, answer, see what was right."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.trivia import views
from bot.features.trivia.callbacks import AnswerQuestion, AskQuestion
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.core.clock import Clock
from domains.gamification.trivia.service import TriviaService


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_table, Command("trivia"))
    router.callback_query.register(show_table, GoTo.filter(F.to == Place.TRIVIA))
    router.callback_query.register(ask, AskQuestion.filter())
    router.callback_query.register(answer, AnswerQuestion.filter(), flags=or_show(show_table))
    return router


async def show_table(_event: Message | CallbackQuery, turn: Turn) -> None:
    """Which question shall it be?"""
    await turn.show(views.table(turn.t))


async def ask(
    _query: CallbackQuery,
    callback_data: AskQuestion,
    turn: Turn,
    trivia: TriviaService,
    clock: Clock,
) -> None:
    """Put it. That of the day, once answered, shows what it came to."""
    put = trivia.ask_daily if callback_data.daily else trivia.ask
    asked = await put(turn.user.id)
    question = trivia.question(asked.question_id)
    await turn.show(views.asked(asked, question, clock.now(), turn.t))


async def answer(
    _query: CallbackQuery, callback_data: AnswerQuestion, turn: Turn, trivia: TriviaService
) -> None:
    """Judge it; whatever is wrong is told over a fresh table."""
    verdict = await trivia.answer(turn.user.id, callback_data.asked, callback_data.option)
    await turn.show(views.result(verdict.asked, verdict.question, turn.t))
