"""A decision that costs besitos: never applied without paying, never paid twice."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from domains.core.clock import VirtualClock
from domains.core.saga import COMPENSATED, COMPLETED
from domains.narrative.errors import (
    DecisionPendingError,
    DecisionStandsError,
    DecisionWithdrawnError,
    NotYourRunError,
    StaleChoiceError,
)
from domains.narrative.payments.model import PATIENCE
from domains.narrative.payments.service import WITHDRAWING
from tests.domains.sagas.house import CLIMB, PAY, PLAYER, PRICE, House


async def test_the_price_is_on_the_choice(house: House) -> None:
    view = await house.read()
    assert [choice.cost for choice in view.choices] == [PRICE, 0]


async def test_who_pays_goes_on_and_has_paid_once(house: House) -> None:
    await house.give(50)
    step = await house.pay(await house.read())
    assert (step.view.turn, step.chosen_text, step.reservation_id) == (1, "Pay him", None)
    assert await house.spent() == PRICE
    assert await house.sagas() == [COMPLETED]
    assert await house.payments() == ["applied"]
    # 50 - 20, and what the decision itself earns; nothing is held any more.
    assert (await house.purse())[1:] == (0, 0)
    assert await house.is_balanced()


async def test_who_has_less_stays_where_they_are_and_may_choose_otherwise(house: House) -> None:
    await house.give(15)
    view = await house.read()
    step = await house.pay(view)
    assert (step.view.turn, step.is_refused) == (0, True)
    assert await house.purse() == (15, 0, 0)
    assert await house.sagas() == [COMPENSATED]
    again = await house.choose(view, CLIMB)
    assert again.view.turn == 1
    assert await house.spent() == 0


async def test_after_earning_the_rest_the_same_choice_is_open(house: House) -> None:
    await house.give(15)
    view = await house.read()
    await house.pay(view)
    await house.give(5)
    assert (await house.pay(view)).view.turn == 1
    assert await house.sagas() == [COMPENSATED, COMPLETED]
    assert await house.spent() == PRICE


async def test_a_free_choice_asks_for_nothing(house: House) -> None:
    step = await house.choose(await house.read(), CLIMB)
    assert (step.view.turn, step.reservation_id) == (1, None)
    assert await house.sagas() == []


async def test_nobody_asks_for_the_outcome_of_another(house: House) -> None:
    await house.give(50)
    step = await house.choose(await house.read(), PAY)
    assert step.reservation_id is not None
    for user_id, reservation in ((8, step.reservation_id), (PLAYER, UUID(int=1))):
        with pytest.raises(NotYourRunError):
            await house.story.outcome(user_id, reservation)


async def test_a1_t1_fifty_taps_on_two_instances_pay_once(
    prepared_postgres_url: str, clock: VirtualClock
) -> None:
    houses = [await House.open(prepared_postgres_url, clock) for _ in range(2)]
    await houses[0].give(1_000)
    view = await houses[0].read()

    async def tap(number: int) -> object:
        return await houses[number % 2].choose(view, PAY)

    results = await asyncio.gather(*(tap(n) for n in range(50)), return_exceptions=True)
    assert [r for r in results if isinstance(r, BaseException)] == []
    for house in houses:
        await house.kernel.bus.settle()
    assert await houses[0].spent() == PRICE
    assert await houses[0].sagas() == [COMPLETED]
    assert await houses[0].turns() == [1]
    for house in houses:
        await house.kernel.close()


async def test_while_a_decision_waits_the_others_wait_too(
    house: House, clock: VirtualClock
) -> None:
    await house.give(50)
    house.sleep.is_asleep = True
    view = await house.read()
    step = await house.choose(view, PAY)
    assert step.view.turn == 0
    with pytest.raises(DecisionPendingError):
        await house.choose(view, CLIMB)
    again = await house.choose(view, PAY)
    assert again.reservation_id == step.reservation_id
    assert step.reservation_id is not None
    outcome = await house.story.outcome(PLAYER, step.reservation_id)
    assert (outcome.view.turn, outcome.is_refused) == (0, False)
    assert outcome.reservation_id == step.reservation_id
    await house.wake(clock)
    assert (await house.read()).turn == 1
    assert await house.spent() == PRICE


async def test_when_nobody_answers_it_is_called_off_and_a_late_answer_costs_nothing(
    house: House, clock: VirtualClock
) -> None:
    await house.give(50)
    house.sleep.is_asleep = True
    view = await house.read()
    step = await house.choose(view, PAY)
    clock.advance(PATIENCE.total_seconds())
    await house.kernel.bus.settle()
    assert step.reservation_id is not None
    with pytest.raises(DecisionWithdrawnError):
        await house.story.outcome(PLAYER, step.reservation_id)
    assert await house.sagas() == [WITHDRAWING]
    await house.wake(clock)
    assert await house.purse() == (50, 0, 0)
    assert await house.sagas() == [COMPENSATED]
    assert await house.turns() == [0]
    assert (await house.choose(view, CLIMB)).view.turn == 1


async def test_a_story_that_moved_on_meanwhile_gives_the_besitos_back(
    house: House, clock: VirtualClock
) -> None:
    await house.give(50)
    house.sleep.is_asleep = True
    view = await house.read()
    await house.choose(view, PAY)
    fresh = await house.story.restart(PLAYER, view.run_id, view.turn, "en")
    await house.choose(fresh, CLIMB)  # the new reading waits for nothing
    await house.wake(clock)
    assert await house.spent() == 0
    assert (await house.purse())[1:] == (0, 0)
    assert await house.sagas() == [COMPENSATED]
    assert await house.payments() == ["withdrawn"]
    assert await house.is_balanced()


async def test_a_refusal_that_the_story_has_overtaken_is_an_old_button(house: House) -> None:
    view = await house.read()
    refused = await house.pay(view)
    assert refused.reservation_id is not None
    await house.choose(view, CLIMB)
    with pytest.raises(StaleChoiceError):
        await house.story.outcome(PLAYER, refused.reservation_id)


async def test_what_was_paid_for_stands(house: House) -> None:
    await house.give(50)
    step = await house.pay(await house.read())
    with pytest.raises(DecisionStandsError):
        await house.story.undo(PLAYER, step.view.run_id, step.view.turn, "en")
    assert (await house.read()).turn == 1
    assert await house.spent() == PRICE


async def test_nothing_is_taken_back_while_besitos_are_counted(house: House) -> None:
    await house.give(50)
    view = await house.read()
    house.sleep.is_asleep = True
    await house.choose(view, PAY)
    with pytest.raises(DecisionPendingError):
        await house.story.undo(PLAYER, view.run_id, view.turn, "en")
