"""/leaderboard: the boards, the league, and whether one is seen there."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.leaderboard import views
from bot.features.leaderboard.callbacks import LEAGUE, BeSeen, ShowBoard
from bot.features.leaderboard.views import Page
from bot.turn import Turn
from bot.ui.cards import Studio
from bot.ui.navigation import GoTo, Place
from bot.ui.screen import Picture
from domains.core.clock import Clock
from domains.gamification.leaderboards.model import BoardKind
from domains.gamification.leaderboards.service import Leaderboards
from domains.gamification.leagues.service import Leagues

FIRST = BoardKind.WEEK.value


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(open_boards, Command("leaderboard"))
    router.callback_query.register(open_boards, GoTo.filter(F.to == Place.LEADERBOARD))
    router.callback_query.register(show_league, ShowBoard.filter(F.kind == LEAGUE))
    router.callback_query.register(show_board, ShowBoard.filter())
    router.callback_query.register(be_seen, BeSeen.filter())
    return router


async def open_boards(
    _event: Message | CallbackQuery,
    turn: Turn,
    leaderboards: Leaderboards,
    studio: Studio,
    clock: Clock,
) -> None:
    """The present week first."""
    await turn.settle()
    view = await leaderboards.view(FIRST, turn.user.id)
    await _show(turn, views.board(view, clock.now(), turn.t), studio)


async def show_board(
    _query: CallbackQuery,
    callback_data: ShowBoard,
    turn: Turn,
    leaderboards: Leaderboards,
    studio: Studio,
    clock: Clock,
) -> None:
    """Another board, or the last edition of this one."""
    await turn.settle()
    previous = callback_data.previous
    view = await leaderboards.view(callback_data.kind, turn.user.id, previous=previous)
    await _show(turn, views.board(view, clock.now(), turn.t, previous=previous), studio)


async def show_league(_query: CallbackQuery, turn: Turn, leagues: Leagues, studio: Studio) -> None:
    """The thirty of this week."""
    await turn.settle()
    await _show(turn, views.league(await leagues.view(turn.user.id), turn.t), studio)


async def be_seen(
    _query: CallbackQuery,
    callback_data: BeSeen,
    turn: Turn,
    leaderboards: Leaderboards,
    studio: Studio,
    clock: Clock,
) -> None:
    """Others see the player from now on, or do not."""
    # The board first: a forged one is refused before anything changes.
    await leaderboards.view(callback_data.kind, turn.user.id)
    await leaderboards.hide(turn.user.id, is_hidden=not callback_data.shown)
    await turn.toast(turn.t("board.seen" if callback_data.shown else "board.unseen"))
    view = await leaderboards.view(callback_data.kind, turn.user.id)
    await _show(turn, views.board(view, clock.now(), turn.t), studio)


async def _show(turn: Turn, page: Page, studio: Studio) -> None:
    picture = Picture(await studio.draw(page.card), page.filename, page.alt)
    await turn.show(replace(page.screen, picture=picture))
