"""/story: read, decide, read again."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.story import views
from bot.features.story.callbacks import Choose, Restart
from bot.middlewares.errors import words_for
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.narrative.errors import StaleChoiceError
from domains.narrative.service import NarrativeService, Step


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(open_story, Command("story"))
    router.callback_query.register(open_story, GoTo.filter(F.to == Place.STORY))
    router.callback_query.register(choose, Choose.filter())
    router.callback_query.register(restart, Restart.filter(F.sure))
    router.callback_query.register(ask_restart, Restart.filter())
    return router


async def open_story(
    _event: Message | CallbackQuery, turn: Turn, narrative: NarrativeService
) -> None:
    """Begin, or go on where one was."""
    view = await narrative.open(turn.user.id, turn.t.language)
    await turn.show(views.scene(view, turn.t))


async def choose(
    query: CallbackQuery, callback_data: Choose, turn: Turn, narrative: NarrativeService
) -> None:
    """Decide. The old turn stays above as it was, the new one comes below.

    A decision that costs besitos may be refused, or take longer than a turn waits: then the
    old turn stays, with a word from Lucien.
    """
    try:
        step = await _decide(callback_data, turn, narrative)
    except StaleChoiceError as error:
        await turn.toast(words_for(error, turn.t))
        view = await narrative.open(turn.user.id, turn.t.language)
        await turn.retire_pressed()
        await turn.show(views.scene(view, turn.t), below=True)
        return
    await turn.toast()
    if step.reservation_id is not None:
        await turn.show(views.undecided(step, turn.t))
        return
    before = query.message.html_text if isinstance(query.message, Message) else ""
    await turn.retire_pressed(views.picked(before, step.chosen_text, turn.t) if before else None)
    await turn.show(views.scene(step.view, turn.t), below=True)


async def _decide(chosen: Choose, turn: Turn, narrative: NarrativeService) -> Step:
    step = await narrative.choose(
        turn.user.id,
        run_id=chosen.run,
        turn=chosen.turn,
        choice=chosen.choice,
        language=turn.t.language,
    )
    if step.reservation_id is None:
        return step
    await turn.toast()
    await turn.settle()
    return await narrative.outcome(turn.user.id, step.reservation_id)


async def ask_restart(_query: CallbackQuery, turn: Turn, narrative: NarrativeService) -> None:
    """Make sure first."""
    view = await narrative.open(turn.user.id, turn.t.language)
    await turn.show(views.ask_restart(view, turn.t))


async def restart(
    _query: CallbackQuery, callback_data: Restart, turn: Turn, narrative: NarrativeService
) -> None:
    """Back to the chapter's first page."""
    view = await narrative.restart(
        turn.user.id, callback_data.run, callback_data.turn, turn.t.language
    )
    await turn.show(views.scene(view, turn.t))
