"""Letting invitations go on, or ending them: by people who may, once, on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from domains.admin.desk.model import Act
from domains.admin.desk.service import Desk
from domains.admin.invitations.model import APPROVE, REJECT, InvitationCase, Ruling
from domains.admin.model import Actor, Directory, Permission
from domains.core.unit_of_work import Transaction, UnitOfWork


class Cases(Protocol):
    """Keeps the cases; bound to gamification in the composition root.

    `decide` works inside the caller's transaction, and refuses by its own DomainError what is
    decided already.
    """

    async def cases(self) -> Sequence[InvitationCase]: ...

    async def decide(
        self, tx: Transaction, case_id: int, decided_by: int, *, approve: bool
    ) -> Ruling: ...


class InvitationsDesk:
    """The decision and its audit line commit together.

    Every method raises NotAllowedError for who may not give besitos.
    """

    def __init__(self, uow: UnitOfWork, directory: Directory, cases: Cases) -> None:
        self._uow = uow
        self._cases = cases
        self._desk = Desk(uow, directory)

    async def waiting(self, admin: Actor) -> Sequence[InvitationCase]:
        """What waits, the oldest first."""
        await self._desk.admit(admin, Permission.POINTS_GRANT)
        return await self._cases.cases()

    async def decide(self, admin: Actor, case_id: int, *, approve: bool) -> int:
        """Decide a case; how many invitations that concerned. Who is denied leaves a line."""
        action = APPROVE if approve else REJECT
        wanted = Act(action, details={"case": case_id})
        admin = await self._desk.authorise(admin, Permission.POINTS_GRANT, wanted)
        async with self._uow() as tx:
            ruling = await self._cases.decide(tx, case_id, admin.id, approve=approve)
            details = {"case": case_id, "invitations": ruling.invitations}
            done = Act(action, ruling.referrer_id, details, key=f"referral:{case_id}")
            await self._desk.record(tx, admin, done)
        return ruling.invitations
