"""Custodians mend the bus: who may, once, with a line in the audit, in one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from domains.admin.errors import NotAllowedError, ReasonMissingError, SeenToAlreadyError
from domains.admin.model import Actor
from domains.admin.upkeep.model import handle_of, handle_of_letter
from domains.admin.upkeep.service import UpkeepService
from domains.core import DomainError, Kernel, PointsAwardedEvent, Transaction, effect
from domains.core.clock import VirtualClock
from domains.core.operations.model import DeadLetter
from tests.core.operations.conftest import beat
from tests.domains.admin.conftest import ADMIN, MODERATOR, OWNER, PLAYER, House

BROKEN = "test.broken"
Change = Callable[[UpkeepService, Actor, str], Awaitable[object]]


async def _discard(upkeep: UpkeepService, actor: Actor, handle: str) -> object:
    return await upkeep.discard(actor, handle, "a test")


async def _pause(upkeep: UpkeepService, actor: Actor, handle: str) -> None:
    await upkeep.pause(actor, BROKEN, "a test")


CHANGES: tuple[Change, ...] = (UpkeepService.replay, _discard, _pause, UpkeepService.resume)


@pytest.fixture
async def letter(house: House, kernel: Kernel) -> DeadLetter:
    """A dead letter of a real handler."""

    async def refuse(event: PointsAwardedEvent, tx: Transaction) -> None:
        raise DomainError

    kernel.bus.add([effect(BROKEN, PointsAwardedEvent, refuse)])
    await kernel.bus.publish(PointsAwardedEvent(user_id=7, points_amount=1, action_type="test"))
    await kernel.bus.settle()
    (found,) = (await house.admin.upkeep.overview(OWNER)).letters
    return found


@pytest.mark.parametrize("actor", [MODERATOR, PLAYER, Actor(4, "owner")])
@pytest.mark.parametrize("change", CHANGES)
async def test_nobody_else_may_and_a_try_is_on_record(
    house: House, letter: DeadLetter, actor: Actor, change: Change
) -> None:
    with pytest.raises(NotAllowedError):
        await change(house.admin.upkeep, actor, handle_of_letter(letter))
    with pytest.raises(NotAllowedError):
        await house.admin.upkeep.overview(actor)
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert (line.result, line.actor_id) == ("denied", actor.id)
    view = await house.admin.upkeep.overview(OWNER)
    assert (view.letters, view.status.paused) == ((letter,), ())


async def test_a_letter_is_replayed_once(house: House, letter: DeadLetter) -> None:
    handle = handle_of_letter(letter)
    await house.admin.upkeep.replay(ADMIN, handle)
    with pytest.raises(SeenToAlreadyError):
        await house.admin.upkeep.replay(ADMIN, handle)
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert (line.action, line.actor_id) == ("bus.replay", ADMIN.id)
    assert line.details == {"subscription": BROKEN}
    assert (await house.admin.upkeep.overview(OWNER)).letters == ()


async def test_a_letter_that_died_again_is_another_one(
    house: House, kernel: Kernel, clock: VirtualClock, letter: DeadLetter
) -> None:
    handle = handle_of_letter(letter)
    await house.admin.upkeep.replay(ADMIN, handle)
    await beat(kernel, clock)
    (again,) = (await house.admin.upkeep.overview(OWNER)).letters
    assert (again.event_id, again.subscription) == (letter.event_id, letter.subscription)
    with pytest.raises(SeenToAlreadyError):
        await house.admin.upkeep.discard(ADMIN, handle, "an old button")
    await house.admin.upkeep.discard(ADMIN, handle_of_letter(again), "a fresh one")


async def test_a_discarded_letter_has_its_reason_in_both_places(
    house: House, letter: DeadLetter
) -> None:
    await house.admin.upkeep.discard(ADMIN, handle_of_letter(letter), "  a known\nbug ")
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert (line.action, line.reason) == ("bus.discard", "a known bug")


@pytest.mark.parametrize("reason", ["", " \n ", "\u200b", "x" * 501])
async def test_a_reason_is_wanted(house: House, letter: DeadLetter, reason: str) -> None:
    with pytest.raises(ReasonMissingError):
        await house.admin.upkeep.discard(ADMIN, handle_of_letter(letter), reason)
    with pytest.raises(ReasonMissingError):
        await house.admin.upkeep.pause(ADMIN, BROKEN, reason)
    assert (await house.admin.admin.audit_log(OWNER)).lines == ()


async def test_a_subscription_is_paused_and_resumed_once(house: House, kernel: Kernel) -> None:
    upkeep = house.admin.upkeep
    await upkeep.pause(ADMIN, BROKEN, "a bad release")
    with pytest.raises(SeenToAlreadyError):
        await upkeep.pause(OWNER, BROKEN, "another")
    (pause,) = (await upkeep.overview(OWNER)).status.paused
    assert (pause.subscription, pause.reason) == (BROKEN, "a bad release")
    assert await upkeep.resume(OWNER, handle_of(BROKEN)) == BROKEN
    with pytest.raises(SeenToAlreadyError):
        await upkeep.resume(OWNER, handle_of(BROKEN))
    lines = (await house.admin.admin.audit_log(OWNER)).lines
    assert sorted(line.action for line in lines) == ["bus.pause", "bus.resume"]
