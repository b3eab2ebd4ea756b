"""Besitos move only by permission, within bounds, with a reason, once, and on record."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from domains.admin import module
from domains.admin.errors import (
    AmountOutOfBoundsError,
    CauseUnfitError,
    DailyLimitError,
    KeyReusedError,
    NotAllowedError,
    OutrankedError,
    ReasonMissingError,
    UnknownPersonError,
)
from domains.admin.grants.model import Cause, FixedBounds, Limit
from domains.admin.model import PERMISSIONS, Actor, Permission, may
from domains.admin.tables import audit
from domains.core import AdminActionPerformedEvent, Kernel, PointsAdjustmentRequestedEvent
from domains.core.clock import VirtualClock
from domains.core.testing import Record
from tests.domains.admin.conftest import ADMIN, CODE, MODERATOR, OWNER, PLAYER, FakeWallets, House

DAY = 86_400


async def results(kernel: Kernel) -> list[str]:
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(audit.c.result).order_by(audit.c.at, audit.c.id))
        return list(rows.scalars())


async def test_a_grant_is_one_line_and_two_events(
    kernel: Kernel, house: House, record: Record
) -> None:
    grant = await house.admin.grants.grant_besitos(
        ADMIN, 7, 50, Cause.PRIZE, "  for\nthe letter ", "u1"
    )
    assert record.types() == [
        "system.saga.started",
        "admin.points.adjustment_requested",
        "admin.action.performed",
    ]
    request = record.events[1]
    assert isinstance(request, PointsAdjustmentRequestedEvent)
    assert request.cause == "prize"
    assert (request.user_id, request.amount, request.reason, request.adjustment_id) == (
        7,
        50,
        "for the letter",
        grant.adjustment_id,
    )
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert (line.actor_id, line.actor_role, line.target_user_id) == (2, "admin", 7)
    assert (line.action, line.result, line.details) == ("points.grant", "done", line.details)
    assert line.details == {"amount": 50, "cause": "prize"}
    performed = record.events[2]
    assert isinstance(performed, AdminActionPerformedEvent)
    assert performed.action_details["cause"] == "prize"
    assert line.id == grant.adjustment_id


async def test_the_same_update_twenty_times_grants_once(
    kernel: Kernel, house: House, record: Record
) -> None:
    grants = await asyncio.gather(
        *(house.admin.grants.grant_besitos(ADMIN, 7, 50, CODE, "once", "u1") for _ in range(20))
    )
    assert len({grant.adjustment_id for grant in grants}) == 1
    assert [grant.is_repeat for grant in grants].count(False) == 1
    assert record.types().count("admin.points.adjustment_requested") == 1
    with pytest.raises(KeyReusedError):
        await house.admin.grants.grant_besitos(ADMIN, 7, 51, CODE, "another", "u1")
    with pytest.raises(KeyReusedError):
        await house.admin.grants.grant_besitos(ADMIN, 7, 50, Cause.PRIZE, "once", "u1")


@pytest.mark.parametrize("role", [*PERMISSIONS, "nobody"])
@pytest.mark.parametrize("amount", [10, -10])
async def test_only_the_permission_opens_the_purse(
    kernel: Kernel, house: House, role: str, amount: int
) -> None:
    ids = {"owner": 1, "admin": 2, "moderator": 3, "player": 4, "nobody": 4}
    wanted = Permission.POINTS_GRANT if amount > 0 else Permission.POINTS_TAKE
    actor = Actor(ids[role], role)
    if may(role, wanted):
        assert (await house.admin.grants.grant_besitos(actor, 7, amount, CODE, "why", "u1")).amount
        assert await results(kernel) == ["done"]
    else:
        with pytest.raises(NotAllowedError):
            await house.admin.grants.grant_besitos(actor, 7, amount, CODE, "why", "u1")
        assert await results(kernel) == ["denied"]


@pytest.mark.parametrize(
    ("actor", "target", "amount", "reason", "error"),
    [
        (ADMIN, 7, 0, "why", AmountOutOfBoundsError),
        (ADMIN, 7, 2_001, "why", AmountOutOfBoundsError),
        (ADMIN, 7, -2_001, "why", AmountOutOfBoundsError),
        (OWNER, 7, 2**70, "why", AmountOutOfBoundsError),
        (ADMIN, 7, 10, "", ReasonMissingError),
        (ADMIN, 7, 10, " \u200b\u202e\x00", ReasonMissingError),
        (ADMIN, 7, 10, "x" * 500 + " x", ReasonMissingError),
        (ADMIN, 404, 10, "why", UnknownPersonError),
        (ADMIN, 2**70, 10, "why", UnknownPersonError),
        (ADMIN, -7, 10, "why", UnknownPersonError),
        (ADMIN, 2, 10, "why", OutrankedError),
        (ADMIN, 5, -10, "why", OutrankedError),
        (ADMIN, 1, -10, "why", OutrankedError),
        (OWNER, 1, -10, "why", OutrankedError),
    ],
)
async def test_what_breaks_a_rule_moves_nothing_and_is_on_record(
    *,
    kernel: Kernel,
    house: House,
    record: Record,
    actor: Actor,
    target: int,
    amount: int,
    reason: str,
    error: type[Exception],
) -> None:
    for _ in range(2):
        with pytest.raises(error):
            await house.admin.grants.grant_besitos(actor, target, amount, CODE, reason, "u1")
    assert record.types() == []
    assert await results(kernel) == ["denied"]


@pytest.mark.parametrize("amount", [10, -10, 1_500, -1_500])
@pytest.mark.parametrize("cause", Cause)
async def test_a1_10_a_code_fits_what_is_given_or_what_is_taken_and_is_on_record(
    house: House, record: Record, amount: int, cause: Cause
) -> None:
    fits = {Cause.CORRECTION, Cause.ABUSE} if amount < 0 else set(Cause) - {Cause.ABUSE}
    code: dict[str, str] = {}
    try:
        await house.admin.grants.grant_besitos(ADMIN, 7, amount, cause, "why", "u1")
        assert cause in fits
    except CauseUnfitError as refusal:
        assert cause not in fits
        assert record.types() == []
        code = {"code": refusal.code}
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert line.details == {"amount": amount, "cause": cause.value, **code}
    assert line.result == ("denied" if code else "done")


async def test_an_owner_may_try_the_purse_on_themselves(house: House) -> None:
    assert (await house.admin.grants.grant_besitos(OWNER, 1, 5, CODE, "trying", "u1")).amount == 5


async def test_the_day_s_allowance_holds_against_a_crowd_and_renews_at_utc_midnight(
    kernel: Kernel, house: House, clock: VirtualClock
) -> None:
    bounds = FixedBounds({"admin": Limit(per_grant=100, per_day=250)})
    tight = module.build(kernel, house.user.users, FakeWallets(), bounds)

    left: list[object] = []

    async def grant(number: int) -> bool:
        amount = 100 if number % 2 else -100
        try:
            await tight.grants.grant_besitos(ADMIN, 7, amount, CODE, "why", f"u{number}")
        except DailyLimitError as refusal:
            left.append(refusal.params["left"])
            return False
        return True

    assert sum(await asyncio.gather(*(grant(number) for number in range(10)))) == 2
    assert left == [50] * 8
    assert (await tight.grants.grant_besitos(ADMIN, 7, 50, CODE, "the rest", "rest")).amount == 50
    assert (await results(kernel)).count("done") == 3
    clock.advance(DAY / 2)
    assert await grant(100)
    with pytest.raises(AmountOutOfBoundsError):
        await tight.grants.grant_besitos(OWNER, 7, 1, CODE, "no limit set", "o")


async def test_a_role_taken_away_opens_nothing_with_the_old_button(house: House) -> None:
    await house.user.standing.set_role(2, "player")
    with pytest.raises(NotAllowedError):
        await house.admin.grants.grant_besitos(ADMIN, 7, 10, CODE, "why", "u1")
    await house.user.standing.set_role(2, "moderator")
    with pytest.raises(NotAllowedError):
        await house.admin.admin.audit_log(ADMIN)


async def test_every_question_asks_for_its_permission(house: House) -> None:
    service = house.admin.admin
    for actor, allowed in ((PLAYER, 0), (MODERATOR, 3), (ADMIN, 4), (OWNER, 4)):
        opened = 0
        for question in (
            service.search(actor, "name"),
            service.user_card(actor, 7),
            service.statistics(actor),
            service.audit_log(actor),
        ):
            try:
                await question
                opened += 1
            except NotAllowedError:
                pass
        assert opened == allowed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE admin_audit SET reason = 'nothing to see'",
        "UPDATE admin_audit SET target = NULL",
        "DELETE FROM admin_audit",
        "TRUNCATE admin_audit",
    ],
)
async def test_nobody_rewrites_the_audit(kernel: Kernel, house: House, statement: str) -> None:
    await house.admin.grants.grant_besitos(ADMIN, 7, 50, CODE, "why", "u1")
    with pytest.raises(sa.exc.DBAPIError):
        async with kernel.database.writing() as connection:
            await connection.execute(sa.text(statement))
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert (line.reason, line.target_user_id) == ("why", 7)


async def test_replacing_a_line_replaces_nothing(kernel: Kernel, house: House) -> None:
    if kernel.database.dialect != "sqlite":
        return  # only SQLite knows INSERT OR REPLACE
    await house.admin.grants.grant_besitos(ADMIN, 7, 50, CODE, "why", "u1")
    copy = "SELECT id, key, at, actor, actor_role, action, target, details, 'x', result"
    async with kernel.database.writing() as connection:
        await connection.execute(
            sa.text(f"INSERT OR REPLACE INTO admin_audit {copy} FROM admin_audit")
        )
    assert [line.reason for line in (await house.admin.admin.audit_log(OWNER)).lines] == ["why"]


async def test_a_failing_commit_leaves_neither_line_nor_event(
    kernel: Kernel, house: House, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(kernel.bus.engine.outbox, "store", fail)
        with pytest.raises(OSError, match="disk full"):
            await house.admin.grants.grant_besitos(ADMIN, 7, 50, CODE, "why", "u1")
    assert await results(kernel) == []
    assert record.types() == []
    assert not (await house.admin.grants.grant_besitos(ADMIN, 7, 50, CODE, "why", "u1")).is_repeat
