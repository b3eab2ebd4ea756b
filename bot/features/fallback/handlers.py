"""What no other feature answered. This router must stay last."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.dialogs.errors import DialogLostError, OldButtonError
from bot.dialogs.forms import TYPED
from bot.gateway.reachability import Reachability
from bot.turn import Turn
from bot.ui.navigation import Place, link
from bot.ui.screen import Screen


def build_router() -> Router:
    """The routes of last resort."""
    router = Router(name=__name__)
    router.my_chat_member.register(note_block_or_return)
    router.callback_query.register(refuse_old_button)
    router.message.register(refuse_lost_answer, ~StateFilter(None), TYPED)
    router.message.register(answer_unknown_words)
    return router


async def refuse_old_button(_query: CallbackQuery) -> None:
    """A button of an older version, or one that nobody ever made."""
    raise OldButtonError


async def refuse_lost_answer(_message: Message, state: FSMContext) -> None:
    """An answer, but no version of the house that is still here has asked."""
    await state.clear()
    raise DialogLostError


async def answer_unknown_words(_message: Message, turn: Turn) -> None:
    """Words that are neither a command nor an answer."""
    t = turn.t
    rows = [[link(t, Place.STORY, style="primary"), link(t, Place.MENU)]]
    await turn.show(Screen("lost", t("fallback.words"), rows=rows))


async def note_block_or_return(event: ChatMemberUpdated, reachability: Reachability) -> None:
    """A person blocked the bot or came back: stop or resume sending."""
    blocked = event.new_chat_member.status in ("kicked", "left")
    await reachability.note(event.from_user.id, reachable=not blocked)
