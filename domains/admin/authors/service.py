"""Authors: people who may check, read and publish stories; each publication is on record."""

from __future__ import annotations

from collections.abc import Mapping

from uuid_utils.compat import uuid7

from domains.admin.model import Actor, Directory, Gatekeeper, Permission
from domains.admin.repository import Audit, People
from domains.core.events import AdminActionPerformedEvent
from domains.core.unit_of_work import Transaction


class AuthorDesk:
    """Answers whoever keeps the stories; keeps none itself."""

    def __init__(self, directory: Directory) -> None:
        self._gate = Gatekeeper(directory)
        self._people = People()
        self._audit = Audit()

    async def check(self, actor: Actor) -> Actor:
        """The actor with the role they have now. Raises NotAllowedError."""
        return await self._gate.authorise(actor, Permission.STORY_WRITE)

    async def record(
        self, tx: Transaction, actor: Actor, action: str, details: Mapping[str, str]
    ) -> None:
        """An audit line and an event, committed with what was done."""
        subjects = await self._people.subjects(tx, {actor.id})
        line = {
            "id": uuid7(),
            "key": None,
            "actor": subjects[actor.id],
            "actor_role": actor.role[:16],
            "action": action,
            "target": None,
            "details": dict(details),
            "reason": None,
            "result": "done",
        }
        await self._audit.add(tx, line)
        tx.publish(
            AdminActionPerformedEvent(
                admin_user_id=actor.id,
                action_type=action,
                action_details=dict(details),
                admin_timestamp=tx.now,
            )
        )
