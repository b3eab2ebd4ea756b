"""/author: send a story, see what is wrong with it, read it, publish it, take it back."""

from __future__ import annotations

import asyncio
import io

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.features.authoring import views
from bot.features.authoring.callbacks import (
    ChooseInDraft,
    DrawMap,
    NextInDraft,
    OpenShelf,
    ReadDraft,
    Shelf,
)
from bot.turn import Turn
from bot.ui.maps import picture
from bot.ui.navigation import GoTo, Place
from domains.narrative.authoring.bundle import MAX_UPLOAD_BYTES, UploadRefusedError
from domains.narrative.authoring.drafts.errors import DraftChangedError, NoDraftError
from domains.narrative.authoring.drafts.model import Author, DraftPage
from domains.narrative.authoring.drafts.service import Drafts


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.message.register(show_home, Command("author"))
    router.message.register(go_to, Command("goto"))
    router.callback_query.register(show_home, GoTo.filter(F.to == Place.AUTHOR))
    router.callback_query.register(show_report, OpenShelf.filter(F.shelf == Shelf.REPORT))
    router.callback_query.register(list_maps, OpenShelf.filter(F.shelf == Shelf.MAPS))
    router.callback_query.register(take_tutorial, OpenShelf.filter(F.shelf == Shelf.TUTORIAL))
    router.message.register(take_file, F.document, by_staff)
    router.callback_query.register(read, ReadDraft.filter())
    router.callback_query.register(choose, ChooseInDraft.filter())
    router.callback_query.register(go_on, NextInDraft.filter())
    router.callback_query.register(draw_map, DrawMap.filter())
    return router


async def by_staff(_message: Message, turn: Turn) -> bool:
    """A file that a player sends is not for us."""
    return turn.is_staff


def author_of(turn: Turn) -> Author:
    """Who writes."""
    return Author(turn.user.id, turn.user.role)


async def show_home(
    _event: Message | CallbackQuery, turn: Turn, state: FSMContext, drafts: Drafts
) -> None:
    """The author's desk."""
    await state.clear()
    await turn.show(views.home(await drafts.find(author_of(turn)), turn.t))


async def take_file(message: Message, turn: Turn, bot: Bot, drafts: Drafts) -> None:
    """Check what was sent. It takes seconds, and says so at once."""
    document = message.document
    if document is None:
        return
    await drafts.find(author_of(turn))  # who may not is told before anything is fetched
    if (document.file_size or 0) > MAX_UPLOAD_BYTES:
        await turn.say(turn.t("author.refused.too_large"))
        return
    try:
        await turn.say(turn.t("author.checking"))
        stream = io.BytesIO()
        await bot.download(document, destination=stream)
        draft = await drafts.take(author_of(turn), document.file_name or "", stream.getvalue())
    except UploadRefusedError as error:
        await turn.say(turn.t(f"author.refused.{error.params['reason']}"))
        return
    await turn.show(views.report(draft, turn.t))


async def take_tutorial(_query: CallbackQuery, turn: Turn, drafts: Drafts) -> None:
    """The story that shows everything becomes the author's draft."""
    await turn.toast(turn.t("author.fetching"))
    draft = await drafts.take_tutorial(author_of(turn))
    await turn.show(views.report(draft, turn.t))


async def show_report(_query: CallbackQuery, turn: Turn, drafts: Drafts) -> None:
    """What stands between the draft and its readers."""
    draft = await drafts.find(author_of(turn))
    if draft is None:
        raise NoDraftError
    await turn.show(views.report(draft, turn.t))


async def list_maps(_query: CallbackQuery, turn: Turn, drafts: Drafts) -> None:
    """A map for each chapter."""
    draft = await drafts.find(author_of(turn))
    if draft is None:
        raise NoDraftError
    await turn.show(views.maps(draft, turn.t))


async def draw_map(
    _query: CallbackQuery, callback_data: DrawMap, turn: Turn, drafts: Drafts
) -> None:
    """The chapter as a picture."""
    drawn = await drafts.map(author_of(turn), callback_data.chapter, turn.t.language)
    await turn.toast()
    data = await asyncio.to_thread(picture, drawn)
    await turn.show(views.story_map(drawn, data, turn.t))


async def read(
    _query: CallbackQuery, callback_data: ReadDraft, turn: Turn, drafts: Drafts
) -> None:
    """Read the draft as a player would, with its tags."""
    page = await drafts.open(author_of(turn), turn.t.language, callback_data.chapter)
    await _show(turn, page, drafts)


async def go_to(message: Message, command: CommandObject, turn: Turn, drafts: Drafts) -> None:
    """/goto knot: read from there."""
    knot = (command.args or "").strip()
    if not knot:
        await turn.say(turn.t("author.goto"))
        return
    page = await drafts.open(author_of(turn), turn.t.language, knot=knot)
    await _show(turn, page, drafts)


async def choose(
    _query: CallbackQuery, callback_data: ChooseInDraft, turn: Turn, drafts: Drafts
) -> None:
    """Decide in the draft; an older button shows where the author stands."""
    try:
        page = await drafts.choose(
            author_of(turn), callback_data.sha, callback_data.turn, callback_data.choice
        )
    except DraftChangedError:
        await turn.toast(turn.t("error.old_button"))
        page = await drafts.open(author_of(turn), turn.t.language)
    await _show(turn, page, drafts)


async def go_on(
    _query: CallbackQuery, callback_data: NextInDraft, turn: Turn, drafts: Drafts
) -> None:
    """Into the next chapter."""
    await _show(turn, await drafts.go_on(author_of(turn), callback_data.sha), drafts)


async def _show(turn: Turn, page: DraftPage, drafts: Drafts) -> None:
    name = next((line.image for line in page.page.lines if line.image), None)
    data = await drafts.picture(author_of(turn), name) if name is not None else None
    await turn.show(views.page(page, data, turn.t))
