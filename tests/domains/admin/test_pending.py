"""A1.10: much is moved by two custodians or not at all; asked once, decided once, on record."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from bot.staff import StaffBook, StaffBounds
from domains.admin import module as admin_module
from domains.admin.errors import (
    AskerMayNotError,
    KeyReusedError,
    NotAllowedError,
    NotTheAskerError,
    OutrankedError,
    OwnRequestError,
    ReasonMissingError,
    SeenToAlreadyError,
)
from domains.admin.grants.model import Cause, Grant
from domains.admin.model import Actor, AuditLine
from domains.admin.module import AdminModule
from domains.admin.pending.service import SecondOpinions
from domains.core import HourPassedEvent, Kernel
from domains.core.events import PointsAdjustmentDeferredEvent
from domains.core.testing import BusHarness, Record, SteppedClock
from domains.gamification import module as game_module
from domains.gamification.adjustments.model import cause_of
from domains.gamification.module import GamificationModule
from domains.user import module as user_module
from domains.user.model import TelegramIdentity
from domains.user.module import UserModule
from tests.domains.admin.conftest import ADMIN, CODE, MODERATOR, OWNER, PLAYER, FakeWallets

SECOND = Actor(5, "admin")
MUCH = 1_500
DAY = timedelta(days=1)

Press = Callable[[SecondOpinions, Actor, UUID], Awaitable[object]]

PRESSES: tuple[Press, ...] = (
    lambda opinions, actor, which: opinions.confirm(actor, which),
    lambda opinions, actor, which: opinions.decline(actor, which, "no"),
    lambda opinions, actor, which: opinions.withdraw(actor, which),
)


@dataclass
class Bureau:
    """User, admin and gamification on one bus."""

    kit: BusHarness
    user: UserModule
    admin: AdminModule
    game: GamificationModule
    opinions: SecondOpinions

    async def ask(self, amount: int = MUCH, key: str = "u1", actor: Actor = ADMIN) -> Grant:
        grants = self.admin.grants
        grant = await grants.grant_besitos(actor, PLAYER.id, amount, CODE, "a lost year", key)
        await self.kit.settle()
        return grant

    async def balance(self) -> int:
        return (await self.game.purses.purse(PLAYER.id)).balance

    async def lines(self) -> list[AuditLine]:
        return list((await self.admin.admin.audit_log(OWNER, limit=50)).lines)

    async def used(self, actor: Actor = ADMIN) -> int:
        """Of the allowance of the day."""
        exported = await self.admin.admin.export(actor.id)
        return sum(row["used"] for row in exported["admin_allowance"])

    async def sweep(self) -> None:
        """An hour has passed."""
        hour = self.kit.clock.now().replace(minute=0, second=0, microsecond=0)
        await self.kit.publish(HourPassedEvent(started_at=hour - timedelta(hours=1)))
        await self.kit.settle()

    async def give(self, amount: int) -> None:
        async with self.kit.kernel.uow() as tx:
            await self.game.rewards.give(tx, PLAYER.id, amount, "start", "welcome", tx.now)


@pytest.fixture
async def bureau(kit: BusHarness) -> Bureau:
    """As `house`, with the game's own ledger."""
    user = user_module.build(kit.kernel, owner_ids=[OWNER.id])
    game = game_module.build(kit.kernel)
    bounds, book = StaffBounds(game.book), StaffBook(game.bookings)
    admin = admin_module.build(kit.kernel, user.users, FakeWallets(), bounds)
    opinions = admin_module.build_second_opinions(kit.kernel, user.users, FakeWallets(), book)
    heard = (*user.subscriptions, *admin.subscriptions, *opinions.subscriptions)
    await kit.start(heard)  # the game hears nothing: nobody is paid for visiting
    for user_id in (1, 2, 3, 4, 5, 7):
        await user.users.touch(TelegramIdentity(user_id, f"user{user_id}", f"Name {user_id}"))
    for user_id, role in ((2, "admin"), (3, "moderator"), (5, "admin")):
        await user.standing.set_role(user_id, role)
    await kit.settle()
    return Bureau(kit, user, admin, game, opinions)


async def test_much_is_not_moved_before_somebody_else_has_said_yes(
    bureau: Bureau, record: Record
) -> None:
    grant = await bureau.ask()
    assert grant.is_pending
    assert await bureau.balance() == 0
    (deferred,) = record.of(PointsAdjustmentDeferredEvent)
    assert deferred.confirmer_user_ids == (OWNER.id, SECOND.id)
    (waiting,) = await bureau.opinions.waiting(SECOND)
    assert (waiting.asker_id, waiting.target_id, waiting.amount) == (ADMIN.id, PLAYER.id, MUCH)
    booked = await bureau.opinions.confirm(SECOND, grant.adjustment_id)
    assert (booked.moved, await bureau.balance()) == (MUCH, MUCH)
    assert await bureau.opinions.waiting(SECOND) == []


async def test_both_names_stand_in_the_audit_with_what_was_booked(bureau: Bureau) -> None:
    grant = await bureau.ask()
    await bureau.opinions.confirm(SECOND, grant.adjustment_id)
    outcome, confirmed, asked = await bureau.lines()
    assert [line.action for line in (asked, confirmed, outcome)] == [
        "points.ask",
        "points.confirm",
        "points.outcome",
    ]
    assert [line.actor_id for line in (asked, confirmed, outcome)] == [2, 5, 2]
    assert {line.target_user_id for line in (asked, confirmed, outcome)} == {PLAYER.id}
    linked = str(grant.adjustment_id)
    assert [line.details["audit_id"] for line in (confirmed, outcome)] == [linked, linked]
    assert (outcome.details["amount"], outcome.details["balance"]) == (MUCH, MUCH)
    (line,) = (await bureau.game.purses.history(PLAYER.id)).lines
    assert (line.key, line.amount, line.note) == (f"adjustment:{linked}", MUCH, "a lost year")


async def test_a1_10_the_code_stands_beside_what_waits(bureau: Bureau) -> None:
    grants = bureau.admin.grants
    grant = await grants.grant_besitos(ADMIN, PLAYER.id, MUCH, Cause.PRIZE, "the race", "u1")
    (waiting,) = await bureau.opinions.waiting(SECOND)
    view = await bureau.opinions.view(SECOND, grant.adjustment_id)
    assert waiting.cause is view.pending.cause is Cause.PRIZE
    assert (await bureau.lines())[0].details == {"amount": MUCH, "cause": "prize"}
    await bureau.opinions.confirm(SECOND, grant.adjustment_id)
    (line,) = (await bureau.game.purses.history(PLAYER.id)).lines
    assert cause_of(line.rule_code) == "prize"


async def test_up_to_the_threshold_one_is_enough_and_the_threshold_is_a_number_of_the_book(
    bureau: Bureau,
) -> None:
    assert not (await bureau.ask(1_000, "small")).is_pending
    assert (await bureau.ask(1_001, "large")).is_pending
    now = bureau.game.book.now
    lower = now.adjustments.model_copy(update={"alone_up_to": 10})
    bureau.game.book.replace(now.model_copy(update={"adjustments": lower}))
    assert (await bureau.ask(11, "now large")).is_pending
    assert (await bureau.ask(1_000, "small")).is_repeat
    assert not (await bureau.ask(1_000, "small")).is_pending


async def test_the_same_update_asks_once(bureau: Bureau, record: Record) -> None:
    grants = await asyncio.gather(*(bureau.ask() for _ in range(10)))
    assert len({grant.adjustment_id for grant in grants}) == 1
    assert all(grant.is_pending for grant in grants)
    assert len(record.of(PointsAdjustmentDeferredEvent)) == 1
    assert len(await bureau.opinions.waiting(SECOND)) == 1
    assert await bureau.used() == MUCH
    with pytest.raises(KeyReusedError):
        await bureau.ask(MUCH + 1)


async def test_of_many_decisions_at_once_one_holds_and_it_is_booked_once(bureau: Bureau) -> None:
    which = (await bureau.ask()).adjustment_id
    outcomes = await asyncio.gather(
        *(bureau.opinions.confirm(SECOND, which) for _ in range(5)),
        *(bureau.opinions.confirm(OWNER, which) for _ in range(5)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, SeenToAlreadyError) for each in outcomes) == 9
    await bureau.kit.settle()
    assert await bureau.balance() == MUCH
    actions = [line.action for line in await bureau.lines() if line.result == "done"]
    assert actions == ["points.outcome", "points.confirm", "points.ask"]


async def test_yes_no_and_never_mind_at_once_move_all_or_nothing(bureau: Bureau) -> None:
    which = (await bureau.ask()).adjustment_id
    await asyncio.gather(
        *(bureau.opinions.confirm(SECOND, which) for _ in range(3)),
        *(bureau.opinions.decline(OWNER, which, "no") for _ in range(3)),
        *(bureau.opinions.withdraw(ADMIN, which) for _ in range(3)),
        return_exceptions=True,
    )
    outcome = next(line for line in await bureau.lines() if line.action == "points.outcome")
    booked = outcome.details["outcome"] == "applied"
    assert await bureau.balance() == (MUCH if booked else 0)
    assert await bureau.used() == (MUCH if booked else 0)


async def test_whoever_asked_never_decides(bureau: Bureau) -> None:
    which = (await bureau.ask()).adjustment_id
    with pytest.raises(OwnRequestError):
        await bureau.opinions.confirm(ADMIN, which)
    with pytest.raises(OwnRequestError):
        await bureau.opinions.decline(ADMIN, which, "no")
    denied = [line.action for line in await bureau.lines() if line.result == "denied"]
    assert denied == ["points.decline", "points.confirm"]
    assert len(await bureau.opinions.waiting(SECOND)) == 1


async def test_whoever_asked_can_take_it_back_and_nobody_else(bureau: Bureau) -> None:
    which = (await bureau.ask()).adjustment_id
    with pytest.raises(NotTheAskerError):
        await bureau.opinions.withdraw(OWNER, which)
    await bureau.opinions.withdraw(ADMIN, which)
    assert await bureau.used() == 0
    with pytest.raises(SeenToAlreadyError):
        await bureau.opinions.confirm(SECOND, which)
    assert await bureau.balance() == 0


async def test_declining_needs_a_reason_and_gives_the_allowance_back(
    bureau: Bureau, record: Record
) -> None:
    which = (await bureau.ask()).adjustment_id
    with pytest.raises(ReasonMissingError):
        await bureau.opinions.decline(SECOND, which, " ")
    await bureau.opinions.decline(SECOND, which, "ask the player first")
    await bureau.kit.settle()
    assert record.types()[-1] == "admin.points.adjustment_dropped"
    assert record.events[-1].note == "ask the player first"  # type: ignore[attr-defined]
    assert await bureau.used() == 0
    with pytest.raises(SeenToAlreadyError):
        await bureau.opinions.confirm(OWNER, which)


@pytest.mark.parametrize("actor", [MODERATOR, PLAYER, Actor(4, "owner"), Actor(404, "owner")])
async def test_nobody_else_may_look_or_decide(bureau: Bureau, actor: Actor) -> None:
    which = (await bureau.ask()).adjustment_id
    for press in PRESSES:
        with pytest.raises(NotAllowedError):
            await press(bureau.opinions, actor, which)
    with pytest.raises(NotAllowedError):
        await bureau.opinions.waiting(actor)
    assert await bureau.balance() == 0


@pytest.mark.parametrize("press", PRESSES)
async def test_a_forged_id_is_nothing_that_waits(bureau: Bureau, press: Press) -> None:
    await bureau.ask()
    with pytest.raises(SeenToAlreadyError):
        await press(bureau.opinions, SECOND, UUID(int=7))


async def test_what_nobody_decides_lapses_at_its_hour_and_is_swept_once(
    bureau: Bureau, clock: SteppedClock, record: Record
) -> None:
    which = (await bureau.ask()).adjustment_id
    clock.advance(DAY.total_seconds() - 1)
    assert await bureau.opinions.is_waiting(which)
    clock.advance(1)
    assert not await bureau.opinions.is_waiting(which)
    with pytest.raises(SeenToAlreadyError):
        await bureau.opinions.confirm(SECOND, which)
    await bureau.sweep()
    await bureau.sweep()
    dropped = [kind for kind in record.types() if kind == "admin.points.adjustment_dropped"]
    assert len(dropped) == 1
    assert await bureau.used() == 0
    assert await bureau.balance() == 0


async def test_a_role_lost_meanwhile_takes_the_request_with_it(bureau: Bureau) -> None:
    which = (await bureau.ask()).adjustment_id
    await bureau.user.standing.set_role(ADMIN.id, "player")
    with pytest.raises(AskerMayNotError):
        await bureau.opinions.confirm(SECOND, which)
    assert await bureau.balance() == 0


async def test_nobody_confirms_what_they_would_receive(bureau: Bureau) -> None:
    grants = bureau.admin.grants
    grant = await grants.grant_besitos(ADMIN, SECOND.id, MUCH, CODE, "a friend", "u1")
    with pytest.raises(OutrankedError):
        await bureau.opinions.confirm(SECOND, grant.adjustment_id)
    assert (await bureau.opinions.confirm(OWNER, grant.adjustment_id)).moved == MUCH


async def test_taking_stops_at_nothing_and_gives_back_the_unused_allowance(
    bureau: Bureau,
) -> None:
    await bureau.give(400)
    which = (await bureau.ask(-MUCH)).adjustment_id
    booked = await bureau.opinions.confirm(SECOND, which)
    assert (booked.moved, booked.balance, booked.refusal) == (-400, 0, None)
    assert await bureau.used() == 400
    again = (await bureau.ask(-MUCH, "u2")).adjustment_id
    refused = await bureau.opinions.confirm(SECOND, again)
    assert (refused.moved, refused.refusal) == (0, "nothing_to_take")
    assert await bureau.used() == 400
    assert (await bureau.lines())[0].details["outcome"] == "refused"


async def test_a_failing_commit_leaves_it_waiting_and_nothing_booked(
    bureau: Bureau, kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = (await bureau.ask()).adjustment_id

    async def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(kernel.bus.engine.outbox, "store", fail)
        with pytest.raises(OSError, match="disk full"):
            await bureau.opinions.confirm(SECOND, which)
    assert await bureau.balance() == 0
    assert await bureau.opinions.is_waiting(which)
    assert [line.action for line in await bureau.lines()] == ["points.ask"]


async def test_who_is_forgotten_takes_the_request_along(
    bureau: Bureau, clock: SteppedClock
) -> None:
    which = (await bureau.ask()).adjustment_id
    exported = await bureau.admin.admin.export(PLAYER.id)
    assert [row["amount"] for row in exported["admin_pending"]] == [MUCH]
    await bureau.admin.admin.erase(PLAYER.id)
    assert await bureau.opinions.waiting(SECOND) == []
    with pytest.raises(SeenToAlreadyError):
        await bureau.opinions.confirm(SECOND, which)
    clock.advance(DAY.total_seconds())
    await bureau.sweep()
    assert await bureau.used() == 0
