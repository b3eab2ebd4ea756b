"""Letting through or taking back what waits: by people who may, once, on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from uuid_utils.compat import uuid7

from domains.admin.errors import ReasonMissingError, SeenToAlreadyError
from domains.admin.model import LONGEST_REASON, Actor, Directory, Gatekeeper, Permission
from domains.admin.repository import Audit, People
from domains.admin.reviews.model import APPROVE, MOST_SHOWN, REJECT, WaitingLine
from domains.core.events import AdminActionPerformedEvent
from domains.core.text import is_visible, one_line
from domains.core.unit_of_work import Transaction, UnitOfWork


class Reviews(Protocol):
    """Keeps what waits; bound to gamification in the composition root."""

    async def waiting(self, tx: Transaction, limit: int) -> Sequence[WaitingLine]: ...

    async def approve(self, tx: Transaction, line_id: int, reviewer_id: int | None) -> bool: ...

    async def reject(
        self, tx: Transaction, line_id: int, reviewer_id: int, reason: str
    ) -> bool: ...


class ReviewsDesk:
    """The decision and its audit line commit together.

    Every method raises NotAllowedError for who may not take besitos; the decisions raise
    SeenToAlreadyError for what does not wait any more.
    """

    def __init__(self, uow: UnitOfWork, directory: Directory, reviews: Reviews) -> None:
        self._uow = uow
        self._gate = Gatekeeper(directory)
        self._reviews = reviews
        self._people = People()
        self._audit = Audit()

    async def waiting(self, admin: Actor) -> Sequence[WaitingLine]:
        """What waits, those that are due first at the beginning; at most `MOST_SHOWN`."""
        await self._gate.authorise(admin, Permission.POINTS_TAKE)
        async with self._uow.reading() as tx:
            return await self._reviews.waiting(tx, MOST_SHOWN)

    async def line(self, admin: Actor, line_id: int) -> WaitingLine:
        """One that waits. Raises SeenToAlreadyError."""
        for line in await self.waiting(admin):
            if line.line_id == line_id:
                return line
        raise SeenToAlreadyError

    async def approve(self, admin: Actor, line_id: int) -> WaitingLine:
        """Let it through."""
        line = await self.line(admin, line_id)
        async with self._uow() as tx:
            if not await self._reviews.approve(tx, line_id, admin.id):
                raise SeenToAlreadyError
            await self._record(tx, admin, APPROVE, line, None)
        return line

    async def reject(self, admin: Actor, line_id: int, reason: str) -> WaitingLine:
        """Take it back; the player reads the reason. Raises ReasonMissingError."""
        line = await self.line(admin, line_id)
        text = one_line(reason, 2 * LONGEST_REASON)
        if not is_visible(text) or len(text) > LONGEST_REASON:
            raise ReasonMissingError(longest=LONGEST_REASON)
        async with self._uow() as tx:
            if not await self._reviews.reject(tx, line_id, admin.id, text):
                raise SeenToAlreadyError
            await self._record(tx, admin, REJECT, line, text)
        return line

    async def _record(
        self, tx: Transaction, admin: Actor, action: str, line: WaitingLine, reason: str | None
    ) -> None:
        concerned = {admin.id} if line.user_id is None else {admin.id, line.user_id}
        subjects = await self._people.subjects(tx, concerned)
        await self._audit.add(
            tx,
            {
                "id": uuid7(),
                "key": f"{action}:{line.line_id}",
                "actor": subjects[admin.id],
                "actor_role": admin.role[:16],
                "action": action,
                "target": None if line.user_id is None else subjects[line.user_id],
                "details": {"amount": line.amount, "line": line.line_id},
                "reason": reason,
                "result": "done",
            },
        )
        tx.publish(
            AdminActionPerformedEvent(
                admin_user_id=admin.id,
                action_type=action,
                target_user_id=line.user_id,
                action_details={"line": line.line_id, "amount": line.amount},
                admin_timestamp=tx.now,
            )
        )
