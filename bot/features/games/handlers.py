"""/dice and /duel."""

from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.features.games import views
from bot.features.games.callbacks import (
    AcceptDuel,
    AnswerDuel,
    CancelDuel,
    Challenge,
    PlayDuel,
    ThrowDice,
)
from bot.middlewares.refusals import or_show
from bot.turn import Turn
from bot.ui.navigation import GoTo, Place
from domains.core.clock import Clock, sleep
from domains.gamification.dice.service import DiceService
from domains.gamification.duels.service import DuelService
from domains.gamification.trivia.service import TriviaService
from domains.user.service import UserService

DIE = "🎲"
ROLLS_SECONDS = 4.0
"""How long the die rolls on a phone: what it came to is not told before."""
INVITATION = "d_"


def build_router() -> Router:
    """The routes of this feature. Dice that players send are none of ours."""
    router = Router(name=__name__)
    invited = CommandStart(deep_link=True, magic=F.args.startswith(INVITATION))
    router.message.register(show_invitation, invited, flags=or_show(show_duels))
    router.message.register(show_dice, Command("dice"))
    router.callback_query.register(show_dice, GoTo.filter(F.to == Place.DICE))
    router.callback_query.register(throw, ThrowDice.filter(), flags=or_show(show_dice))
    router.message.register(show_duels, Command("duel"))
    router.callback_query.register(show_duels, GoTo.filter(F.to == Place.DUEL))
    router.callback_query.register(challenge, Challenge.filter(), flags=or_show(show_duels))
    router.callback_query.register(accept, AcceptDuel.filter(), flags=or_show(show_duels))
    router.callback_query.register(play, PlayDuel.filter(), flags=or_show(show_duels))
    router.callback_query.register(cancel, CancelDuel.filter(), flags=or_show(show_duels))
    router.callback_query.register(answer, AnswerDuel.filter(), flags=or_show(play, show_duels))
    return router


async def show_dice(_event: Message | CallbackQuery, turn: Turn, dice: DiceService) -> None:
    """What there is to play for."""
    await turn.show(views.dice(await dice.table(turn.user.id), turn.t))


async def throw(
    _query: CallbackQuery,
    callback_data: ThrowDice,
    turn: Turn,
    dice: DiceService,
    bot: Bot,
    clock: Clock,
) -> None:
    """Stake, throw, wait for the die to lie, tell."""
    staked = await dice.stake(turn.user.id, callback_data.stake, turn.correlation_id)
    await turn.toast()
    await turn.retire_pressed()
    message = await bot.send_dice(turn.user.id, emoji=DIE)
    value = message.dice.value if message.dice else 0
    done = await dice.settle(turn.user.id, staked.id, value)
    await sleep(clock, ROLLS_SECONDS)
    table = await dice.table(turn.user.id)
    await turn.show(views.thrown(done, table, turn.t), below=True)


async def show_duels(
    _event: Message | CallbackQuery, turn: Turn, duels: DuelService, users: UserService
) -> None:
    """How the last ones went, and what a new one may be for."""
    latest = await duels.latest(turn.user.id)
    names = await _names(turn, [duel.other(turn.user.id) for duel in latest], users)
    await turn.show(views.duels(latest, names, duels.stakes, turn.user.id, turn.t))


async def challenge(
    _query: CallbackQuery, callback_data: Challenge, turn: Turn, duels: DuelService, bot: Bot
) -> None:
    """An invitation to pass on."""
    duel = await duels.challenge(turn.user.id, callback_data.stake)
    await turn.show(views.invitation(duel, (await bot.me()).username or "", turn.t))


async def show_invitation(
    _message: Message, command: CommandObject, turn: Turn, duels: DuelService, users: UserService
) -> None:
    """Somebody came by an invitation; one that is over is told above their own duels."""
    await turn.settle()
    duel = await duels.look(turn.user.id, (command.args or "").removeprefix(INVITATION))
    names = await _names(turn, [duel.challenger_id], users)
    await turn.show(views.invited(duel, names[duel.challenger_id], turn.user.id, turn.t))


async def accept(
    _query: CallbackQuery,
    callback_data: AcceptDuel,
    turn: Turn,
    duels: DuelService,
    trivia: TriviaService,
    clock: Clock,
) -> None:
    """Set the stake aside and begin."""
    await duels.accept(turn.user.id, callback_data.code)
    await _go_on(callback_data.code, turn, duels, trivia, clock)


async def play(
    _query: CallbackQuery,
    callback_data: PlayDuel | AnswerDuel,
    turn: Turn,
    duels: DuelService,
    trivia: TriviaService,
    clock: Clock,
) -> None:
    """The question before them, or how it stands."""
    await _go_on(callback_data.code, turn, duels, trivia, clock)


async def cancel(
    query: CallbackQuery,
    callback_data: CancelDuel,
    turn: Turn,
    duels: DuelService,
    users: UserService,
) -> None:
    """Take it back."""
    duel = await duels.look(turn.user.id, callback_data.code)
    await duels.cancel(turn.user.id, duel.id)
    await show_duels(query, turn, duels, users)


async def answer(
    _query: CallbackQuery,
    callback_data: AnswerDuel,
    turn: Turn,
    duels: DuelService,
    trivia: TriviaService,
    clock: Clock,
) -> None:
    """Judge it and go on. An answer that came too late is told, and the duel goes on."""
    verdict = await duels.answer(turn.user.id, callback_data.asked, callback_data.option)
    said = views.verdict(verdict.asked, verdict.question, turn.t)
    await _go_on(callback_data.code, turn, duels, trivia, clock, said)


async def _go_on(
    code: str,
    turn: Turn,
    duels: DuelService,
    trivia: TriviaService,
    clock: Clock,
    said: str = "",
) -> None:
    duel = await duels.look(turn.user.id, code)
    at = await duels.go_on(turn.user.id, duel.id)
    question = trivia.question(at.asked.question_id) if at.asked else None
    await turn.show(views.duel(at, question, clock.now(), turn.user.id, turn.t, said))


async def _names(turn: Turn, ids: list[int | None], users: UserService) -> dict[int, str]:
    people = [await users.get(user_id) for user_id in {*ids} if user_id is not None]
    found = {person.id: person.short_name for person in people if person is not None}
    return {i: found.get(i, turn.t("duel.somebody")) for i in ids if i is not None}
