"""The backpack: found once, combined once, guessed slowly."""

from __future__ import annotations

import asyncio

import pytest

from domains.core import Kernel
from domains.core.events import ClueAcquiredEvent, ClueFoundEvent, CombinationMadeEvent
from domains.core.testing import BusHarness, Record
from domains.gamification.clues.errors import (
    AlreadyCombinedError,
    BackpackChangedError,
    ClueNotOwnedError,
    CluesDoNotFitError,
    TooManyGuessesError,
    WordAlreadyUsedError,
    WordSpentError,
    WordTakenError,
    WordUnfitError,
    WrongWordError,
)
from domains.gamification.clues.model import Found, SecretWish
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from tests.domains.gamification.market.conftest import FRIEND, PLAYER, balance


async def find(kernel: Kernel, market: Market, *clues: str, user: int = PLAYER) -> None:
    for clue in clues:
        async with kernel.uow() as tx:
            await market.clues.grant(tx, user, clue, "mission", f"mission:{clue}")


async def ids(market: Market, user: int = PLAYER) -> list[str]:
    return [clue.clue_id for clue in (await market.backpack.backpack(user)).clues]


async def secret(kernel: Kernel, market: Market, wish: SecretWish) -> int:
    async with kernel.uow() as tx:
        return await market.secrets.add(tx, wish)


async def test_a_clue_is_found_once_wherever_it_comes_from(
    kit: BusHarness, kernel: Kernel, market: Market, record: Record
) -> None:
    event = ClueFoundEvent(user_id=PLAYER, clue_id="letter", chapter_id="ch1")
    await kit.publish(event, ClueFoundEvent(user_id=PLAYER, clue_id="letter", chapter_id="ch2"))
    await kit.settle()
    await find(kernel, market, "letter")
    assert await ids(market) == ["letter"]
    (found,) = record.of(ClueAcquiredEvent)
    assert (found.clue_id, found.source) == ("letter", "story")


async def test_clues_that_fit_make_something_exactly_once_under_concurrency(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await find(kernel, market, "half_di", "half_ana")
    assert (await market.backpack.backpack(PLAYER)).combinations_open == 1

    async def combine() -> Found:
        async with kernel.uow() as tx:
            return await market.clues.combine(tx, PLAYER, ["half_ana", "half_di"])

    results = await asyncio.gather(*(combine() for _ in range(20)), return_exceptions=True)
    await kit.settle()
    assert [r for r in results if isinstance(r, Found)] == [Found("ticket_seven", 40)]
    assert sum(isinstance(r, AlreadyCombinedError) for r in results) == 19
    assert await balance(game) == 40
    assert len(record.of(CombinationMadeEvent)) == 1
    assert await ids(market) == ["half_ana", "half_di", "ticket_seven"]
    assert (await market.backpack.backpack(PLAYER)).combinations_open == 0


async def test_clues_that_are_not_there_or_do_not_fit_make_nothing(
    kernel: Kernel, market: Market
) -> None:
    await find(kernel, market, "half_di", "letter")
    async with kernel.uow() as tx:
        with pytest.raises(ClueNotOwnedError):
            await market.clues.combine(tx, PLAYER, ["half_di", "half_ana"])
    with pytest.raises(CluesDoNotFitError):
        await market.backpack.combine(PLAYER, [0, 1], 2)
    with pytest.raises(BackpackChangedError):
        await market.backpack.combine(PLAYER, [0, 1], 1)
    with pytest.raises(BackpackChangedError):
        await market.backpack.combine(PLAYER, [0, 5], 2)
    assert await ids(market) == ["half_di", "letter"]


async def test_the_last_combination_needs_the_results_of_the_others_and_gives_a_key(
    kernel: Kernel, market: Market
) -> None:
    await find(kernel, market, "half_di", "half_ana", "letter", "blotter", "night_map")
    for parts in (("half_di", "half_ana"), ("letter", "blotter")):
        async with kernel.uow() as tx:
            await market.clues.combine(tx, PLAYER, parts)
    async with kernel.uow() as tx:
        three = ("ticket_seven", "mirror_line", "night_map")
        found = await market.clues.combine(tx, PLAYER, three)
    assert found == Found("way_back", 150, "side_key")
    assert (await market.bag.owned(PLAYER, "side_key")).quantity


async def test_a_secret_word_opens_once_for_each_and_for_so_many_people(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await secret(kernel, market, SecretWish("Reloj de arena", "blotter", 25, most_uses=1))
    assert await market.backpack.say(PLAYER, "  RELÓJ de Arena ") == Found("blotter", 25)
    assert await balance(game) == 25
    assert await ids(market) == ["blotter"]
    with pytest.raises(WordAlreadyUsedError):
        await market.backpack.say(PLAYER, "relojdearena")
    with pytest.raises(WordSpentError):
        await market.backpack.say(FRIEND, "reloj de arena")
    assert await balance(game, FRIEND) == 0
    assert await ids(market, FRIEND) == []


async def test_a_word_for_three_is_said_by_exactly_three_of_twenty(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    await secret(kernel, market, SecretWish("hourglass", None, 5, most_uses=3))
    calls = [market.backpack.say(person, "hourglass") for person in range(100, 120)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(result, Found) for result in results) == 3
    assert sum(isinstance(result, WordSpentError) for result in results) == 17
    assert sum([await balance(game, person) for person in range(100, 120)]) == 15


async def test_guesses_are_counted_in_the_database_and_the_right_word_waits_its_hour(
    kit: BusHarness, kernel: Kernel, market: Market
) -> None:
    await secret(kernel, market, SecretWish("hourglass", "blotter"))
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongWordError) as refused:
            await market.backpack.say(PLAYER, "sundial")
        assert refused.value.params == {"left": left}
    await kit.restart()
    with pytest.raises(TooManyGuessesError):
        await market.backpack.say(PLAYER, "hourglass")
    assert await ids(market) == []
    await kit.advance("1h")
    assert (await market.backpack.say(PLAYER, "hourglass")).clue_id == "blotter"


async def test_forty_guesses_at_once_are_five(kernel: Kernel, market: Market) -> None:
    calls = [market.backpack.say(PLAYER, f"guess {number}") for number in range(40)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(isinstance(result, WrongWordError) for result in results) == 5
    assert sum(isinstance(result, TooManyGuessesError) for result in results) == 35


async def test_a_day_has_its_limit_beside_the_hours(
    kit: BusHarness, kernel: Kernel, market: Market
) -> None:
    wrong = 0
    for _ in range(6):
        for _ in range(5):
            try:
                await market.backpack.say(PLAYER, "sundial")
            except WrongWordError:
                wrong += 1
            except TooManyGuessesError:
                break
        await kit.advance("1h")
    assert wrong == 20


async def test_a_word_must_be_one_and_be_new(kernel: Kernel, market: Market) -> None:
    async with kernel.uow() as tx:
        with pytest.raises(WordUnfitError):
            await market.secrets.add(tx, SecretWish(" a b "))
        await market.secrets.add(tx, SecretWish("hourglass", "blotter"))
        with pytest.raises(WordTakenError):
            await market.secrets.add(tx, SecretWish("HOUR glass", "letter"))
    async with kernel.uow() as tx:
        (kept,) = await market.secrets.newest(tx)
        await market.secrets.close(tx, kept.id)
    with pytest.raises(WordSpentError):
        await market.backpack.say(PLAYER, "hourglass")
