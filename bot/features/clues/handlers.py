"""/clues: what was found and what it makes together. /code: secret words. /secret: custodians."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.desk import acting
from bot.dialogs.forms import TYPED
from bot.features.clues import views
from bot.features.clues.callbacks import AskWord, Choose, Combine, OpenClues
from bot.features.clues.states import CluesForm
from bot.middlewares.errors import words_for
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.items import is_clue
from bot.ui.navigation import GoTo, Place
from bot.ui.text import escape
from domains.admin.market.model import NewSecret
from domains.admin.market.service import MarketDesk
from domains.core import DomainError
from domains.gamification.clues.errors import BackpackChangedError
from domains.gamification.market.service import Market
from domains.narrative.contents.service import Contents

HIGHEST_REWARD = 100_000
MOST_PEOPLE = 1_000_000
LARGEST_ID = 2**63 - 1
SECRET_WORDS = 3
"""What stands before the word in `/secret add`: clue, besitos, people."""


def build_router() -> Router:
    """The routes of this feature."""
    router = Router(name=__name__)
    router.message.register(show_clues, Command("clues"))
    router.callback_query.register(show_clues, GoTo.filter(F.to == Place.CLUES))
    router.callback_query.register(turn_page, OpenClues.filter())
    router.callback_query.register(choose, Choose.filter(), flags=or_show(clear_table))
    router.callback_query.register(combine, Combine.filter(), flags=or_show(clear_table))
    router.message.register(say_code, Command("code"))
    router.callback_query.register(ask_word, AskWord.filter())
    router.message.register(manage_secrets, Command("secret"))
    router.message.register(say_typed, StateFilter(CluesForm.word), TYPED)
    return router


async def show_clues(
    _event: Message | CallbackQuery,
    turn: Turn,
    state: FSMContext,
    market: Market,
    contents: Contents,
) -> None:
    """The backpack."""
    await state.clear()
    await _show(turn, market, contents, 0)


async def turn_page(
    _query: CallbackQuery,
    callback_data: OpenClues,
    turn: Turn,
    market: Market,
    contents: Contents,
) -> None:
    """Another page of it."""
    await _show(turn, market, contents, callback_data.page)


async def choose(
    _query: CallbackQuery,
    callback_data: Choose,
    turn: Turn,
    market: Market,
    contents: Contents,
) -> None:
    """Lay clues on the table; of a backpack that has changed nothing is chosen."""
    pack = await market.backpack.backpack(turn.user.id)
    mask = callback_data.mask
    if callback_data.count != len(pack.clues) or not 0 <= mask < 1 << len(pack.clues):
        raise BackpackChangedError
    await turn.show(views.choose(pack, mask, contents, turn.t))


async def clear_table(
    _query: CallbackQuery, turn: Turn, market: Market, contents: Contents
) -> None:
    """Nothing is chosen, of the backpack as it is now."""
    pack = await market.backpack.backpack(turn.user.id)
    await turn.show(views.choose(pack, 0, contents, turn.t))


async def combine(
    _query: CallbackQuery,
    callback_data: Combine,
    turn: Turn,
    market: Market,
    contents: Contents,
) -> None:
    """Put them together: it pays once, whoever presses how often."""
    chosen = views.places(max(callback_data.mask, 0))
    found = await market.backpack.combine(turn.user.id, chosen, callback_data.count)
    await turn.show(views.made(found, market.bag.items, contents, turn.t))


async def ask_word(_query: CallbackQuery, turn: Turn, state: FSMContext) -> None:
    """Wait for a word."""
    await state.set_state(CluesForm.word)
    await turn.show(views.ask_word(turn.t))


async def say_code(
    _message: Message,
    command: CommandObject,
    turn: Turn,
    state: FSMContext,
    market: Market,
    contents: Contents,
) -> None:
    """`/code word`; without one, wait for it."""
    if not (command.args or "").strip():
        await state.set_state(CluesForm.word)
        await turn.show(views.ask_word(turn.t))
        return
    await state.clear()
    await _say(turn, market, contents, command.args or "")


async def say_typed(
    message: Message,
    turn: Turn,
    state: FSMContext,
    market: Market,
    contents: Contents,
) -> None:
    """The word that was waited for."""
    await state.clear()
    await _say(turn, market, contents, message.text or "")


async def _say(turn: Turn, market: Market, contents: Contents, word: str) -> None:
    try:
        found = await market.backpack.say(turn.user.id, word)
    except DomainError as error:
        await turn.show(views.refused(words_for(error, turn.t), turn.t))
        return
    await turn.show(views.opened(found, contents, turn.t))


async def _show(turn: Turn, market: Market, contents: Contents, page: int) -> None:
    await turn.settle()
    pack = await market.backpack.backpack(turn.user.id)
    await turn.show(views.backpack(pack, page, contents, turn.t))


# -- custodians: rights are the service's business, on every call ----------------------------


async def manage_secrets(
    _message: Message,
    command: CommandObject,
    turn: Turn,
    market_desk: MarketDesk,
    contents: Contents,
) -> None:
    """The secret words, or a change of them: `/secret add letter 50 0 the word`."""
    actor, words = acting(turn), (command.args or "").split()
    if not words:
        await turn.show(views.secrets(await market_desk.secrets(actor), turn.t))
        return
    if words[0] == "close" and _number(words[1:], LARGEST_ID) is not None:
        await market_desk.close_secret(actor, int(words[1]))
        await turn.show(views.secret_done(turn.t("secret.closed", number=words[1]), turn.t))
        return
    new = read_secret(words)
    if new is None:
        await turn.say(turn.t("secret.usage"))
    elif new.clue_id is not None and not is_clue(turn.t, contents, new.clue_id):
        await turn.say(turn.t("secret.no_clue", clue=escape(new.clue_id)))
    else:
        secret_id = await market_desk.add_secret(actor, new)
        await turn.show(views.secret_done(turn.t("secret.added", number=secret_id), turn.t))


def read_secret(words: list[str]) -> NewSecret | None:
    """What a custodian typed; None for what is no new secret."""
    if len(words) <= SECRET_WORDS + 1 or words[0] != "add":
        return None
    clue, besitos, people = words[1:4]
    reward, most = _number([besitos], HIGHEST_REWARD), _number([people], MOST_PEOPLE)
    if reward is None or most is None or (clue == "-" and not reward):
        return None
    word = " ".join(words[4:])
    return NewSecret(word, None if clue == "-" else clue, reward, most or None)


def _number(words: list[str], highest: int) -> int | None:
    if len(words) != 1 or not (words[0].isascii() and words[0].isdigit()):
        return None
    value = int(words[0])
    return value if value <= highest else None
