"""A9: what becomes of suspicious invitations is decided by people who may, once, on record."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from domains.admin import module as admin_module
from domains.admin.errors import NotAllowedError
from domains.admin.invitations.service import InvitationsDesk
from domains.admin.model import Actor, AuditLine
from domains.core import Kernel, UserRegisteredEvent
from domains.core.testing import BusHarness
from domains.gamification import module as game_module
from domains.gamification.module import GamificationModule
from domains.gamification.referrals.errors import NoSuchCaseError
from tests.domains.admin.conftest import ADMIN, MODERATOR, OWNER, PLAYER, House

CROWD = range(100, 106)


@dataclass
class Affair:
    """Six who came by one link within a minute."""

    desk: InvitationsDesk
    game: GamificationModule
    house: House
    case_id: int

    async def lines(self) -> list[AuditLine]:
        return list((await self.house.admin.admin.audit_log(OWNER)).lines)

    async def under_review(self) -> int:
        return (await self.game.goals.referrals.invitation(PLAYER.id)).under_review


@pytest.fixture
async def affair(kit: BusHarness, house: House) -> Affair:
    game = game_module.build(kit.kernel)
    kit.add(game.subscriptions)
    link = f"r_{(await game.goals.referrals.invitation(PLAYER.id)).code}"
    for guest in CROWD:
        await kit.publish(UserRegisteredEvent(user_id=guest, start_payload=link))
    await kit.settle()
    desk = admin_module.build_invitations_desk(kit.kernel, house.user.users, game.goals.referrals)
    (case,) = await desk.waiting(ADMIN)
    return Affair(desk, game, house, case.id)


@pytest.mark.parametrize(
    ("approve", "action"), [(True, "referral.approve"), (False, "referral.reject")]
)
async def test_a_decision_and_its_audit_line_come_together(
    affair: Affair, *, approve: bool, action: str
) -> None:
    assert await affair.desk.decide(ADMIN, affair.case_id, approve=approve) == len(CROWD)
    (line,) = await affair.lines()
    assert (line.action, line.result) == (action, "done")
    assert (line.actor_id, line.target_user_id) == (ADMIN.id, PLAYER.id)
    assert line.details == {"case": affair.case_id, "invitations": len(CROWD)}
    assert await affair.under_review() == 0
    assert await affair.desk.waiting(ADMIN) == []


async def test_of_many_decisions_at_once_one_is_made_and_written_down(affair: Affair) -> None:
    outcomes = await asyncio.gather(
        *(affair.desk.decide(ADMIN, affair.case_id, approve=True) for _ in range(3)),
        *(affair.desk.decide(OWNER, affair.case_id, approve=False) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(isinstance(each, NoSuchCaseError) for each in outcomes) == 5
    assert len(await affair.lines()) == 1


@pytest.mark.parametrize("actor", [MODERATOR, PLAYER, Actor(4, "owner")])
async def test_nobody_else_decides_and_a_try_is_on_record(affair: Affair, actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        await affair.desk.waiting(actor)
    with pytest.raises(NotAllowedError):
        await affair.desk.decide(actor, affair.case_id, approve=True)
    assert [(line.action, line.result) for line in await affair.lines()] == [
        ("referral.approve", "denied")
    ]
    assert await affair.under_review() == len(CROWD)


async def test_a_failing_commit_decides_nothing(
    affair: Affair, kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(kernel.bus.engine.outbox, "store", fail)
        with pytest.raises(OSError, match="disk full"):
            await affair.desk.decide(ADMIN, affair.case_id, approve=False)
    assert await affair.lines() == []
    assert await affair.under_review() == len(CROWD)
