"""Dice and duels: stakes move once, and nobody loses more than a day allows."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domains.core import DiceThrownEvent, DuelFinishedEvent, HourPassedEvent, Kernel
from domains.core.testing import BusHarness, Record, SteppedClock
from domains.gamification.dice.model import payout
from domains.gamification.duels.errors import DuelOpenError, NoSuchDuelError, OwnDuelError
from domains.gamification.duels.model import Duel
from domains.gamification.games.errors import (
    LossLimitError,
    NoSuchGameError,
    NoSuchStakeError,
    NoThrowsLeftError,
)
from domains.gamification.module import GamificationModule
from domains.gamification.points.errors import NotEnoughBesitosError
from domains.gamification.rules.play.model import WagerRules
from domains.gamification.trivia.errors import NoSuchQuestionError

ANA, BEA, CLEO = 7, 8, 9


@pytest.fixture
async def rich(game: GamificationModule, kernel: Kernel, record: Record) -> GamificationModule:
    for user_id in (ANA, BEA, CLEO):
        async with kernel.uow() as tx:
            await game.rewards.give(tx, user_id, 500, "purse", "welcome", tx.now)
    record.clear()
    return game


async def balances(game: GamificationModule) -> tuple[int, ...]:
    return tuple([(await game.service.profile(u)).balance for u in (ANA, BEA, CLEO)])


async def pass_hour(kit: BusHarness) -> None:
    hour = kit.clock.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    await kit.publish(HourPassedEvent(started_at=hour))
    await kit.settle()


# -- dice -------------------------------------------------------------------------------


async def test_a_stake_is_paid_first_and_the_die_pays_once(
    rich: GamificationModule, record: Record
) -> None:
    throw = await rich.goals.dice.stake(ANA, 10, "press:1")
    assert (await balances(rich))[0] == 490
    done = await asyncio.gather(*(rich.goals.dice.settle(ANA, throw.id, 6) for _ in range(5)))
    assert (await balances(rich))[0] == 520
    assert {each.payout for each in done} <= {0, 30}
    assert len(record.of(DiceThrownEvent)) == 1


async def test_one_press_is_one_throw(rich: GamificationModule) -> None:
    outcomes = await asyncio.gather(
        *(rich.goals.dice.stake(ANA, 10, "press:1") for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(outcome, NoSuchGameError) for outcome in outcomes) == 4
    assert (await balances(rich))[0] == 490


async def test_nobody_loses_more_than_a_day_allows(
    rich: GamificationModule, clock: SteppedClock
) -> None:
    outcomes = await asyncio.gather(
        *(rich.goals.dice.stake(ANA, 50, f"press:{n}") for n in range(8)), return_exceptions=True
    )
    assert sum(isinstance(outcome, LossLimitError) for outcome in outcomes) == 4
    assert (await balances(rich))[0] == 300
    clock.advance(86_400)
    await rich.goals.dice.stake(ANA, 50, "press:tomorrow")


async def test_free_throws_are_few_and_pay_a_little(rich: GamificationModule) -> None:
    for number in range(2):
        throw = await rich.goals.dice.stake(ANA, 0, f"press:{number}")
        await rich.goals.dice.settle(ANA, throw.id, 3)
    assert (await balances(rich))[0] == 512
    with pytest.raises(NoThrowsLeftError):
        await rich.goals.dice.stake(ANA, 0, "press:9")


async def test_a_die_nobody_saw_gives_its_stake_back(
    rich: GamificationModule, kit: BusHarness, clock: SteppedClock
) -> None:
    throw = await rich.goals.dice.stake(ANA, 50, "press:1")
    clock.advance(700)
    await pass_hour(kit)
    assert (await balances(rich))[0] == 500
    late = await rich.goals.dice.settle(ANA, throw.id, 6)
    assert late.state == "refunded"
    assert (await balances(rich))[0] == 500


async def test_a_foreign_throw_a_false_stake_and_a_false_die_are_refused(
    rich: GamificationModule,
) -> None:
    throw = await rich.goals.dice.stake(ANA, 10, "press:1")
    for user_id, throw_id, value in ((BEA, throw.id, 6), (ANA, throw.id, 7), (ANA, 999, 6)):
        with pytest.raises(NoSuchGameError):
            await rich.goals.dice.settle(user_id, throw_id, value)
    for stake in (11, -10, 10_000):
        with pytest.raises(NoSuchStakeError):
            await rich.goals.dice.stake(ANA, stake, "press:2")


def test_the_house_keeps_a_little() -> None:
    rules = WagerRules()
    assert [payout(rules, 10, value) for value in range(1, 7)] == [0, 0, 0, 10, 15, 30]
    assert sum(payout(rules, 100, value) for value in range(1, 7)) < 600


# -- duels ------------------------------------------------------------------------------


async def play(game: GamificationModule, user_id: int, duel: Duel, *, right: bool) -> None:
    while True:
        at = await game.goals.duels.go_on(user_id, duel.id)
        if at.asked is None:
            return
        option = at.asked.right if right else (at.asked.right + 1) % 4
        await game.goals.duels.answer(user_id, at.asked.id, option)


async def begun(game: GamificationModule) -> Duel:
    duel = await game.goals.duels.challenge(ANA, 50)
    return await game.goals.duels.accept(BEA, duel.code)


async def test_both_answer_the_same_questions_and_the_better_one_takes_both_stakes(
    rich: GamificationModule, record: Record
) -> None:
    duel = await begun(rich)
    assert await balances(rich) == (450, 450, 500)
    await play(rich, ANA, duel, right=False)
    await play(rich, BEA, duel, right=True)
    assert await balances(rich) == (450, 550, 500)
    ends = {e.user_id: (e.outcome, e.payout) for e in record.of(DuelFinishedEvent)}
    assert ends == {ANA: ("lost", 0), BEA: ("won", 100)}
    for user_id in (ANA, BEA):
        await rich.goals.duels.go_on(user_id, duel.id)
    assert await balances(rich) == (450, 550, 500)
    assert await rich.service.audit() == ()


async def test_a_draw_costs_nothing(rich: GamificationModule, record: Record) -> None:
    duel = await begun(rich)
    for user_id in (ANA, BEA):
        await play(rich, user_id, duel, right=True)
    assert await balances(rich) == (500, 500, 500)
    assert {e.outcome for e in record.of(DuelFinishedEvent)} == {"drawn"}


async def test_an_invitation_nobody_takes_gives_the_stake_back(
    rich: GamificationModule, kit: BusHarness, clock: SteppedClock
) -> None:
    duel = await rich.goals.duels.challenge(ANA, 50)
    clock.advance(12 * 3_600)
    with pytest.raises(NoSuchDuelError):
        await rich.goals.duels.accept(BEA, duel.code)
    await pass_hour(kit)
    assert await balances(rich) == (500, 500, 500)
    await rich.goals.duels.challenge(ANA, 50)


async def test_who_does_not_come_back_loses_to_who_did(
    rich: GamificationModule, kit: BusHarness, clock: SteppedClock
) -> None:
    duel = await begun(rich)
    await play(rich, ANA, duel, right=True)
    clock.advance(3_600)
    await pass_hour(kit)
    assert await balances(rich) == (550, 450, 500)


async def test_only_one_of_two_who_accept_at_once_plays(rich: GamificationModule) -> None:
    duel = await rich.goals.duels.challenge(ANA, 50)
    outcomes = await asyncio.gather(
        *(rich.goals.duels.accept(u, duel.code) for u in (BEA, CLEO)), return_exceptions=True
    )
    assert sum(isinstance(outcome, NoSuchDuelError) for outcome in outcomes) == 1
    assert sorted(await balances(rich)) == [450, 450, 500]


async def test_what_a_duel_refuses(rich: GamificationModule, kernel: Kernel) -> None:
    duel = await rich.goals.duels.challenge(ANA, 50)
    with pytest.raises(DuelOpenError):
        await rich.goals.duels.challenge(ANA, 10)
    with pytest.raises(OwnDuelError):
        await rich.goals.duels.accept(ANA, duel.code)
    with pytest.raises(NoSuchDuelError):
        await rich.goals.duels.accept(BEA, "nonsense")
    with pytest.raises(NotEnoughBesitosError):
        await rich.goals.duels.accept(99, duel.code)
    with pytest.raises(NoSuchDuelError):
        await rich.goals.duels.cancel(BEA, duel.id)
    with pytest.raises(NoSuchDuelError):
        await rich.goals.duels.go_on(CLEO, duel.id)
    await rich.goals.duels.cancel(ANA, duel.id)
    assert await balances(rich) == (500, 500, 500)
    with pytest.raises(NoSuchDuelError):
        await rich.goals.duels.accept(BEA, duel.code)


async def test_a_question_of_a_duel_is_answered_by_its_player_alone(
    rich: GamificationModule,
) -> None:
    duel = await begun(rich)
    at = await rich.goals.duels.go_on(ANA, duel.id)
    assert at.asked is not None
    with pytest.raises(NoSuchQuestionError):
        await rich.goals.duels.answer(BEA, at.asked.id, 0)
    with pytest.raises(NoSuchQuestionError):
        await rich.goals.trivia.answer(ANA, at.asked.id, 0)
    assert (await rich.goals.duels.go_on(ANA, duel.id)).asked == at.asked


async def test_somebody_who_leaves_in_the_middle_takes_nobodys_stake(
    rich: GamificationModule,
) -> None:
    await begun(rich)
    await rich.service.erase(ANA)
    assert (await balances(rich))[1:] == (500, 500)
    exported: dict[str, Any] = await rich.service.export(BEA)
    assert str(ANA) not in {str(v) for row in exported["gamification_duel"] for v in row.values()}
