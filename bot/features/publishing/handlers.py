"""The author's desk where it meets the players: publish, schedule, take back."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.dialogs.forms import TYPED, held, wait
from bot.features.publishing import views
from bot.features.publishing.callbacks import AskTime, Publish, RollBack, Withdraw
from bot.features.publishing.states import ReleaseForm, Releasing
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.core.clock import Clock
from domains.narrative.authoring.drafts.errors import NoDraftError, NotPublishableError
from domains.narrative.authoring.drafts.model import Author, Draft
from domains.narrative.authoring.drafts.service import Drafts
from domains.narrative.authoring.releases.service import Releases
from domains.narrative.versions.model import Migrate


def build_router() -> Router:
    """The routes of this feature. Rights are the service's business, on every call."""
    router = Router(name=__name__)
    router.callback_query.register(ask_publish, GoTo.filter(F.to == Place.PUBLISH))
    router.callback_query.register(show_history, GoTo.filter(F.to == Place.VERSIONS))
    router.callback_query.register(show_waiting, GoTo.filter(F.to == Place.RELEASES))
    router.callback_query.register(publish, Publish.filter())
    router.callback_query.register(ask_time, AskTime.filter())
    router.message.register(take_time, StateFilter(ReleaseForm.time), TYPED)
    router.callback_query.register(withdraw, Withdraw.filter())
    router.callback_query.register(roll_back, RollBack.filter(F.sure))
    router.callback_query.register(ask_roll_back, RollBack.filter())
    return router


def _author(turn: Turn) -> Author:
    return Author(turn.user.id, turn.user.role)


async def ask_publish(_query: CallbackQuery, turn: Turn, drafts: Drafts) -> None:
    """Say what publishing means for those who are reading; nothing has happened yet."""
    draft = await _draft(turn, drafts)
    if not draft.is_publishable:
        raise NotPublishableError
    await turn.show(views.ask_publish(draft, turn.t))


async def publish(
    _query: CallbackQuery,
    callback_data: Publish,
    turn: Turn,
    releases: Releases,
    drafts: Drafts,
) -> None:
    """From now on chapters begin with it."""
    migrate = Migrate.RESTART_CHAPTER if callback_data.restart else Migrate.FINISH
    published = await releases.publish(_author(turn), callback_data.sha, migrate)
    title = await _title(published.story_id, turn, drafts)
    await turn.show(views.published(published, title, turn.t))


async def ask_time(
    _query: CallbackQuery,
    callback_data: AskTime,
    turn: Turn,
    state: FSMContext,
    drafts: Drafts,
) -> None:
    """Wait for a time."""
    await _draft(turn, drafts)
    await wait(state, ReleaseForm.time, Releasing(sha=callback_data.sha))
    await turn.show(views.ask_time(turn.t))


async def take_time(
    message: Message, turn: Turn, state: FSMContext, releases: Releases, clock: Clock
) -> None:
    """The time, typed; one that cannot be read is asked for again."""
    form = await held(state, Releasing)
    at = views.read_time(message.text or "", clock.now())
    if at is None:
        await turn.show(views.ask_time(turn.t, is_unread=True))
        return
    release = await releases.schedule(_author(turn), form.sha, at)
    await state.clear()
    await turn.show(views.scheduled(release, turn.t))


async def show_waiting(_query: CallbackQuery, turn: Turn, releases: Releases) -> None:
    """What will be published, and when."""
    await turn.show(views.waiting(await releases.waiting(_author(turn)), turn.t))


async def withdraw(
    _query: CallbackQuery, callback_data: Withdraw, turn: Turn, releases: Releases
) -> None:
    """Take a release back before its time."""
    await releases.withdraw(_author(turn), callback_data.release)
    await turn.show(views.waiting(await releases.waiting(_author(turn)), turn.t))


async def show_history(
    _query: CallbackQuery, turn: Turn, drafts: Drafts, releases: Releases
) -> None:
    """Every version of the draft's story that was published."""
    draft = await _draft(turn, drafts)
    history = await releases.history(_author(turn), draft.story_id)
    await turn.show(views.history(draft.story_id, history, turn.t))


async def ask_roll_back(_query: CallbackQuery, callback_data: RollBack, turn: Turn) -> None:
    """Make sure first."""
    await turn.show(views.ask_roll_back(callback_data.story, callback_data.number, turn.t))


async def roll_back(
    _query: CallbackQuery,
    callback_data: RollBack,
    turn: Turn,
    releases: Releases,
    drafts: Drafts,
) -> None:
    """The version before is current again."""
    back = await releases.roll_back(_author(turn), callback_data.story, callback_data.number)
    title = await _title(back.story_id, turn, drafts)
    await turn.show(views.published(back, title, turn.t))


async def _title(story_id: str, turn: Turn, drafts: Drafts) -> str:
    """What the author calls it; another story than the one on their desk goes by its id."""
    draft = await drafts.find(_author(turn))
    if draft is None or draft.story_id != story_id:
        return story_id
    return draft.spoken(draft.titles, turn.t.language)


async def _draft(turn: Turn, drafts: Drafts) -> Draft:
    draft = await drafts.find(_author(turn))
    if draft is None:
        raise NoDraftError
    return draft
