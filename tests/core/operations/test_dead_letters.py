"""Dead letters are delivered again, or given up, and nobody else hears them twice."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.operations.errors import OperationRefusedError
from domains.core.operations.service import Operations
from domains.core.store.dead_letters import LetterFilter
from domains.core.store.inspection import EventFilter
from domains.core.store.tables import delivery, event_log
from tests.core.operations.conftest import FRAGILE, Modules, beat
from tests.core.test_bus import pending, points


async def publish(kernel: Kernel, *amounts: int, user_id: int = 7) -> None:
    for amount in amounts:
        await kernel.bus.publish(points(user_id, amount))
        await kernel.bus.settle()


async def test_a_replayed_sequence_goes_on_in_order_and_nobody_else_hears_it_again(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    modules.broken = {1}
    await publish(kernel, 1, 2, 3)
    assert modules.fragile == []
    modules.broken = set()
    done = await operations.dead_letters.replay(LetterFilter(FRAGILE))
    assert (len(done.letters), done.waiting, done.still_blocked) == (1, 2, 0)
    await publish(kernel, 4)  # before any instance has noticed: it waits its turn
    await beat(kernel, clock)
    await publish(kernel, 5)
    assert modules.fragile == [1, 2, 3, 4, 5]
    assert modules.steady == modules.outside == [1, 2, 3, 4, 5]
    assert await rows(kernel) == []
    assert await pending(kernel) == 0


async def test_a_letter_that_fails_again_is_dead_again(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    modules.broken = {1}
    await publish(kernel, 1, 2)
    for _ in range(2):
        await operations.dead_letters.replay(LetterFilter())
        await beat(kernel, clock)
    assert await rows(kernel) == ["dead", "parked"]
    modules.broken = set()
    await operations.dead_letters.replay(LetterFilter())
    await beat(kernel, clock)
    assert modules.fragile == modules.steady == modules.outside == [1, 2]


async def test_a_discarded_letter_is_kept_as_history_and_the_rest_flows(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    modules.broken = {1}
    await publish(kernel, 1, 2, 3)
    (letter,) = await operations.dead_letters.find(LetterFilter())
    assert (letter.waiting, letter.key, letter.error) == (2, "7", "DomainError: domain.error()")
    gone = await operations.dead_letters.discard(letter.event_id, None, " a test ")
    assert (gone.state, gone.note, gone.waiting) == ("discarded", "a test", 2)
    await beat(kernel, clock)
    await publish(kernel, 4)
    assert modules.fragile == [2, 3, 4]
    assert await rows(kernel) == ["discarded"]
    assert await operations.dead_letters.find(LetterFilter()) == []
    with pytest.raises(OperationRefusedError):
        await operations.dead_letters.discard(letter.event_id, None, "again")


async def test_a_plan_says_what_would_happen_and_changes_nothing(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    modules.broken = {1, 4}
    await publish(kernel, 1, 2)
    await publish(kernel, 4, user_id=8)
    plan = await operations.dead_letters.plan(LetterFilter(event=EventFilter(key="8")))
    assert [letter.key for letter in plan.letters] == ["8"]
    modules.broken = set()
    await beat(kernel, clock)
    assert modules.fragile == []
    assert await rows(kernel) == ["dead", "dead", "parked"]


async def test_other_sequences_keep_waiting_when_one_is_replayed(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    modules.broken = {1, 4}
    await publish(kernel, 1, 2)
    await publish(kernel, 4, 5, user_id=8)
    modules.broken = set()
    await operations.dead_letters.replay(LetterFilter(event=EventFilter(key="8")))
    await beat(kernel, clock)
    assert modules.fragile == [4, 5]
    assert await rows(kernel) == ["dead", "parked"]


async def test_an_event_that_nobody_can_read_stops_its_own_sequence_alone(
    kernel: Kernel, clock: VirtualClock, modules: Modules, operations: Operations
) -> None:
    modules.broken = {1, 3}
    await publish(kernel, 1, 2)
    await publish(kernel, 3, 4, user_id=8)
    modules.broken = set()
    async with kernel.uow() as tx:
        of_first = event_log.c.key == "7"
        await tx.execute(sa.update(event_log).where(of_first).values(wire="no JSON"))
    await operations.dead_letters.replay(LetterFilter())
    await beat(kernel, clock)
    assert modules.fragile == [3, 4]
    assert await rows(kernel) == ["replay", "replay"]  # until some version reads them


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
async def test_nothing_is_discarded_without_a_reason(
    modules: Modules, operations: Operations, reason: str
) -> None:
    with pytest.raises(OperationRefusedError):
        await operations.dead_letters.discard(uuid4(), None, reason)


async def test_what_is_no_dead_letter_is_not_shown_as_one(
    kernel: Kernel, modules: Modules, operations: Operations
) -> None:
    await publish(kernel, 1)
    (event,) = await operations.inspection.events(EventFilter(), 1)
    with pytest.raises(OperationRefusedError):
        await operations.dead_letters.show(event.event_id)


async def rows(kernel: Kernel) -> list[str]:
    """The states of everything unfinished."""
    async with kernel.uow.reading() as tx:
        states = await tx.execute(sa.select(delivery.c.state))
        return sorted(states.scalars())
