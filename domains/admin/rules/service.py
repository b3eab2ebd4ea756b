"""Changing the numbers of the game: by people who may, with a reason, on record."""

from __future__ import annotations

from typing import Any, Protocol

from uuid_utils.compat import uuid7

from domains.admin.errors import NotAllowedError, ReasonMissingError
from domains.admin.model import LONGEST_REASON, Actor, Directory, Gatekeeper, Permission
from domains.admin.repository import Audit, People
from domains.admin.rules.model import CHANGE, GUARDED, ChangedRule
from domains.core.events import AdminActionPerformedEvent, ConfigChangedEvent
from domains.core.text import is_visible, one_line
from domains.core.unit_of_work import Transaction, UnitOfWork


class Rules(Protocol):
    """Keeps the numbers; bound to gamification in the composition root."""

    async def put(
        self, tx: Transaction, name: str, value: str | None, reason: str, version: int
    ) -> ChangedRule: ...


class RulesDesk:
    """The change, the audit line and the events commit together; every instance hears of it."""

    def __init__(self, uow: UnitOfWork, directory: Directory, rules: Rules) -> None:
        self._uow = uow
        self._gate = Gatekeeper(directory)
        self._rules = rules
        self._people = People()
        self._audit = Audit()

    async def open(self, admin: Actor) -> None:
        """May this person see the numbers? Raises NotAllowedError."""
        await self._gate.authorise(admin, Permission.RULES_READ)

    async def change(
        self, admin: Actor, name: str, value: str | None, reason: str, version: int
    ) -> ChangedRule:
        """Let a number be another one from now on; None as `value`: the one it was shipped as.

        `version` is that of the numbers on which the decision rests. What bounds custodians
        themselves is changed by owners only. Raises NotAllowedError,
        which leaves a `denied` line, ReasonMissingError, and whatever the keeper refuses; then
        nothing has changed.
        """
        is_guarded = name.partition(".")[0] == GUARDED
        permission = Permission.LIMITS_WRITE if is_guarded else Permission.RULES_WRITE
        try:
            admin = await self._gate.authorise(admin, permission)
        except NotAllowedError:
            async with self._uow() as tx:
                await self._write(tx, admin, {"rule": name}, None, "denied")
            raise
        text = one_line(reason, 2 * LONGEST_REASON)
        if not is_visible(text) or len(text) > LONGEST_REASON:
            raise ReasonMissingError(longest=LONGEST_REASON)
        async with self._uow() as tx:
            changed = await self._rules.put(tx, name, value, text, version)
            await self._record(tx, admin, changed, text)
        return changed

    async def _record(
        self, tx: Transaction, admin: Actor, changed: ChangedRule, reason: str
    ) -> None:
        details = {
            "rule": changed.name,
            "from": changed.previous,
            "to": changed.value,
            "version": changed.version,
        }
        await self._write(tx, admin, details, reason, "done")
        tx.publish(
            ConfigChangedEvent(
                setting=changed.name,
                previous_value=changed.previous,
                new_value=changed.value,
                admin_user_id=admin.id,
            )
        )
        tx.publish(
            AdminActionPerformedEvent(
                admin_user_id=admin.id,
                action_type=CHANGE,
                action_details={"rule": changed.name, "version": changed.version},
                admin_timestamp=tx.now,
            )
        )

    async def _write(
        self,
        tx: Transaction,
        admin: Actor,
        details: dict[str, Any],
        reason: str | None,
        result: str,
    ) -> None:
        subjects = await self._people.subjects(tx, {admin.id})
        line = {
            "id": uuid7(),
            "key": None,
            "actor": subjects[admin.id],
            "actor_role": admin.role[:16],
            "action": CHANGE,
            "target": None,
            "details": details,
            "reason": reason,
            "result": result,
        }
        await self._audit.add(tx, line)
