"""Permission before the act, a line of the audit and an event with it."""

from __future__ import annotations

from uuid_utils.compat import uuid7

from domains.admin.desk.model import Act
from domains.admin.errors import NotAllowedError
from domains.admin.model import LONGEST_REASON, Actor, Directory, Gatekeeper, Permission
from domains.admin.repository import Audit, People
from domains.core.errors import DomainError
from domains.core.events import AdminActionPerformedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork


class Desk:
    """Shared by the services of this module; it decides nothing itself."""

    def __init__(self, uow: UnitOfWork, directory: Directory) -> None:
        self._uow = uow
        self._gate = Gatekeeper(directory)
        self._people = People()
        self._audit = Audit()

    async def admit(self, admin: Actor, permission: Permission) -> Actor:
        """The actor with the role they have now. Raises NotAllowedError."""
        return await self._gate.authorise(admin, permission)

    async def authorise(self, admin: Actor, permission: Permission, act: Act) -> Actor:
        """As `admit`, for an act that changes something: whoever is denied leaves a line."""
        try:
            return await self._gate.authorise(admin, permission)
        except NotAllowedError as refusal:
            await self.refuse(admin, act, refusal)
            raise

    async def refuse(self, admin: Actor, act: Act, refusal: DomainError) -> None:
        """Write down that it was denied, in a transaction of its own."""
        async with self._uow() as tx:
            details = {**act.details, "code": refusal.code}
            reason = act.reason[:LONGEST_REASON] if act.reason else None
            key = f"denied:{act.key}" if act.key else None
            denied = Act(act.action, act.target_id, details, reason, key)
            await self._write(tx, admin, denied, "denied")

    async def record(self, tx: Transaction, admin: Actor, act: Act) -> bool:
        """Write the line and publish that it was done. False for a repeat: nothing is written."""
        if not await self._write(tx, admin, act, "done"):
            return False
        tx.publish(
            AdminActionPerformedEvent(
                admin_user_id=admin.id,
                action_type=act.action,
                target_user_id=act.target_id,
                action_details=dict(act.details),
                admin_timestamp=tx.now,
            )
        )
        return True

    async def _write(self, tx: Transaction, admin: Actor, act: Act, result: str) -> bool:
        concerned = {admin.id} if act.target_id is None else {admin.id, act.target_id}
        subjects = await self._people.subjects(tx, concerned)
        line = {
            "id": act.id or uuid7(),
            "key": act.key,
            "actor": subjects[admin.id],
            "actor_role": admin.role[:16],
            "action": act.action,
            "target": None if act.target_id is None else subjects[act.target_id],
            "details": dict(act.details),
            "reason": act.reason,
            "result": result,
        }
        return await self._audit.add(tx, line)
