"""/alias: what one is called on boards."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.dialogs.forms import TYPED
from bot.features.alias import views
from bot.features.alias.callbacks import DropAlias
from bot.features.alias.states import AliasForm
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.gamification.aliases.errors import AliasRefusedError, AliasTooSoonError
from domains.gamification.aliases.service import Aliases


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show, Command("alias"))
    router.callback_query.register(show, GoTo.filter(F.to == Place.ALIAS))
    router.callback_query.register(drop, DropAlias.filter())
    router.message.register(choose, StateFilter(AliasForm.name), TYPED)
    return router


async def show(
    _event: Message | CallbackQuery, turn: Turn, state: FSMContext, aliases: Aliases
) -> None:
    """The name, and waiting for another one where that is possible."""
    view = await aliases.view(turn.user.id)
    if view.change_at is None:
        await state.set_state(AliasForm.name)
    else:
        await state.clear()
    await turn.show(views.alias(view, None, turn.user.timezone, turn.t))


async def choose(message: Message, turn: Turn, state: FSMContext, aliases: Aliases) -> None:
    """The name, typed; one that is none is explained and asked for again."""
    refused: AliasRefusedError | None = None
    try:
        await aliases.choose(turn.user.id, message.text or "")
        await state.clear()
    except AliasRefusedError as error:
        refused = error
    except AliasTooSoonError:  # chosen meanwhile, in another chat: the screen says until when
        await state.clear()
    view = await aliases.view(turn.user.id)
    await turn.show(views.alias(view, refused, turn.user.timezone, turn.t))


async def drop(
    query: CallbackQuery,
    turn: Turn,
    state: FSMContext,
    aliases: Aliases,
) -> None:
    """By one's own name again."""
    await aliases.drop(turn.user.id)
    await turn.toast(turn.t("alias.dropped"))
    await show(query, turn, state, aliases)
