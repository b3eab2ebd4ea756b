"""/story: read, decide, take back, read again."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.features.story import views
from bot.features.story.callbacks import (
    AskHint,
    Choose,
    Onward,
    Restart,
    Skip,
    StopWaiting,
    Undo,
)
from bot.middlewares.errors import words_for
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from bot.ui.screen import Picture
from domains.narrative.engine.run import StoryView
from domains.narrative.errors import StaleChoiceError
from domains.narrative.service import NarrativeService, Step
from domains.narrative.shelf.service import Shelf


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(open_story, Command("story"))
    router.callback_query.register(open_story, GoTo.filter(F.to == Place.STORY))
    router.callback_query.register(show_page, GoTo.filter(F.to == Place.PAGE))
    router.callback_query.register(go_on, Onward.filter())
    router.callback_query.register(choose, Choose.filter())
    router.callback_query.register(restart, Restart.filter(F.sure))
    router.callback_query.register(ask_restart, Restart.filter())
    router.callback_query.register(undo, Undo.filter())
    router.callback_query.register(hint, AskHint.filter())
    router.callback_query.register(stop_waiting, StopWaiting.filter())
    router.callback_query.register(skip, Skip.filter())
    return router


async def open_story(
    _event: Message | CallbackQuery, turn: Turn, narrative: NarrativeService, shelf: Shelf
) -> None:
    """Begin, or go on where one was. A chapter's picture opens it below what was before."""
    view = await narrative.open(turn.user.id, turn.t.language)
    picture = await _picture(view, turn, shelf)
    if picture is not None:
        await turn.retire_pressed()
    await turn.show(views.scene(view, turn.t), below=picture is not None, picture=picture)


async def show_page(_query: CallbackQuery, turn: Turn, narrative: NarrativeService) -> None:
    """The page again, on the spot where it was left for a moment; its picture stands above."""
    view = await narrative.look(turn.user.id, turn.t.language)
    await turn.show(views.scene(view, turn.t))


async def go_on(
    _query: CallbackQuery,
    callback_data: Onward,
    turn: Turn,
    narrative: NarrativeService,
    shelf: Shelf,
) -> None:
    """The next chapter begins below: the end of the last one stays to be read again."""
    at = callback_data
    view = await narrative.look(turn.user.id, turn.t.language)
    if (view.run_id, view.turn) == (at.run, at.turn):
        view = await narrative.open(turn.user.id, turn.t.language)
    elif view.depth:  # not the second tap of two: an end that lies far back
        await _fresh(StaleChoiceError(run=at.run), turn, narrative)
        return
    await turn.retire_pressed()
    picture = await _picture(view, turn, shelf)
    await turn.show(views.scene(view, turn.t), below=True, picture=picture)


async def choose(
    query: CallbackQuery,
    callback_data: Choose,
    turn: Turn,
    narrative: NarrativeService,
    shelf: Shelf,
) -> None:
    """Decide. The old turn stays above as it was, the new one comes below.

    A decision that costs besitos may be refused, or take longer than a turn waits: then the
    old turn stays, with a word from Lucien.
    """
    try:
        step = await _decide(callback_data, turn, narrative)
    except StaleChoiceError as error:
        await _fresh(error, turn, narrative)
        return
    await turn.toast()
    if step.reservation_id is not None:
        await turn.show(views.undecided(step, turn.t))
        return
    before = query.message.html_text if isinstance(query.message, Message) else ""
    await turn.retire_pressed(views.picked(before, step, turn.t) if before else None)
    await turn.show(
        views.scene(step.view, turn.t, step=step),
        below=True,
        picture=await _picture(step.view, turn, shelf),
        beats=() if step.repeated else views.beats(step.view, turn.t),
    )


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
    view = await narrative.look(turn.user.id, turn.t.language)
    await turn.show(views.ask_restart(view, turn.t))


async def restart(
    _query: CallbackQuery, callback_data: Restart, turn: Turn, narrative: NarrativeService
) -> None:
    """Back to the chapter's first page."""
    at = callback_data
    view = await narrative.restart(turn.user.id, at.run, at.turn, turn.t.language)
    await turn.show(views.scene(view, turn.t))


async def undo(
    _query: CallbackQuery, callback_data: Undo, turn: Turn, narrative: NarrativeService
) -> None:
    """Back before the last decision: its page replaces the one that came of it."""
    at = callback_data
    try:
        view = await narrative.undo(turn.user.id, at.run, at.turn, turn.t.language)
    except StaleChoiceError as error:
        await _fresh(error, turn, narrative)
        return
    await turn.show(views.scene(view, turn.t))


async def hint(
    _query: CallbackQuery, callback_data: AskHint, turn: Turn, narrative: NarrativeService
) -> None:
    """A word from Lucien about the choices, without a new message."""
    view = await narrative.look(turn.user.id, turn.t.language)
    if (view.run_id, view.turn) != (callback_data.run, callback_data.turn):
        await _fresh(StaleChoiceError(run=callback_data.run), turn, narrative)
        return
    await turn.toast(views.hints(view, turn.t), alert=True)


async def stop_waiting(
    _query: CallbackQuery, callback_data: StopWaiting, turn: Turn, narrative: NarrativeService
) -> None:
    """Nobody has to wait who does not wish to."""
    at = callback_data
    try:
        view = await narrative.stop_waiting(turn.user.id, at.run, at.turn, turn.t.language)
    except StaleChoiceError as error:
        await _fresh(error, turn, narrative)
        return
    await turn.show(views.scene(view, turn.t))


async def skip(
    _query: CallbackQuery, callback_data: Skip, turn: Turn, narrative: NarrativeService
) -> None:
    """The rest of the page at once. A button of another page shows the present one."""
    view = await narrative.look(turn.user.id, turn.t.language)
    is_present = (view.run_id, view.turn) == (callback_data.run, callback_data.turn)
    await turn.show(views.scene(view, turn.t), below=not is_present)


async def _fresh(error: StaleChoiceError, turn: Turn, narrative: NarrativeService) -> None:
    """The button is old: say so kindly, and show where the story is."""
    await turn.toast(words_for(error, turn.t))
    view = await narrative.look(turn.user.id, turn.t.language)
    await turn.retire_pressed()
    await turn.show(views.scene(view, turn.t), below=True)


async def _picture(view: StoryView, turn: Turn, shelf: Shelf) -> Picture | None:
    wanted = views.wanted_picture(view)
    data = await shelf.picture(view.story_id, wanted[0]) if wanted is not None else None
    if wanted is None or data is None:
        return None
    return views.picture(*wanted, data, turn.t)
