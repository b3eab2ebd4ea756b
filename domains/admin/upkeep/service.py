"""Dead letters and pauses, by people who may, with a reason, once, and on record."""

from __future__ import annotations

from uuid_utils.compat import uuid7

from domains.admin.errors import NotAllowedError, ReasonMissingError, SeenToAlreadyError
from domains.admin.model import LONGEST_REASON, Actor, Directory, Gatekeeper, Permission
from domains.admin.repository import Audit, People
from domains.admin.upkeep.model import (
    DISCARD,
    MOST_LETTERS,
    PAUSE,
    REPLAY,
    RESUME,
    BusView,
    handle_of,
    handle_of_letter,
)
from domains.core.events import AdminActionPerformedEvent
from domains.core.operations.model import DeadLetter
from domains.core.operations.service import Operations
from domains.core.store import control, dead_letters
from domains.core.store.dead_letters import LetterFilter
from domains.core.text import is_visible, one_line
from domains.core.unit_of_work import Transaction, UnitOfWork


class UpkeepService:
    """What is changed and the audit line commit together; instances notice within seconds.

    Every method raises NotAllowedError for whoever lacks the permission. A denied change
    leaves a line, too.
    """

    def __init__(self, uow: UnitOfWork, directory: Directory, operations: Operations) -> None:
        self._uow = uow
        self._gate = Gatekeeper(directory)
        self._operations = operations
        self._people = People()
        self._audit = Audit()

    async def overview(self, admin: Actor) -> BusView:
        """The bus at a glance."""
        await self._gate.authorise(admin, Permission.BUS_READ)
        letters = await self._operations.dead_letters.find(LetterFilter(), MOST_LETTERS)
        return BusView(await self._operations.overview.status(), tuple(letters))

    async def letter(self, admin: Actor, handle: str) -> DeadLetter:
        """A dead letter by its handle. Raises SeenToAlreadyError when it is not dead any more."""
        view = await self.overview(admin)
        for letter in view.letters:
            if handle_of_letter(letter) == handle:
                return letter
        raise SeenToAlreadyError

    async def replay(self, admin: Actor, handle: str) -> DeadLetter:
        """Deliver a dead letter again, followed by what waits behind it."""
        admin = await self._authorise(admin, REPLAY, "")
        letter = await self.letter(admin, handle)
        async with self._uow() as tx:
            if not await dead_letters.release(tx, [(letter.event_id, letter.subscription)]):
                raise SeenToAlreadyError
            await self._record(tx, admin, REPLAY, letter.subscription, None)
        return letter

    async def discard(self, admin: Actor, handle: str, reason: str) -> DeadLetter:
        """Give a dead letter up for ever. Raises ReasonMissingError."""
        admin = await self._authorise(admin, DISCARD, "")
        reason, letter = _checked(reason), await self.letter(admin, handle)
        async with self._uow() as tx:
            chosen = (letter.event_id, letter.subscription)
            if not await dead_letters.discard(tx, chosen, reason, tx.now):
                raise SeenToAlreadyError
            await self._record(tx, admin, DISCARD, letter.subscription, reason)
        return letter

    async def pause(self, admin: Actor, subscription: str, reason: str) -> None:
        """Let a subscription rest everywhere. Raises ReasonMissingError, SeenToAlreadyError."""
        admin = await self._authorise(admin, PAUSE, subscription)
        reason = _checked(reason)
        async with self._uow() as tx:
            if not await control.pause(tx, subscription, reason, tx.now):
                raise SeenToAlreadyError
            await self._record(tx, admin, PAUSE, subscription, reason)

    async def resume(self, admin: Actor, handle: str) -> str:
        """Let it go on; its name. Raises SeenToAlreadyError when it is not paused."""
        admin = await self._authorise(admin, RESUME, "")
        async with self._uow() as tx:
            for subscription in await control.paused(tx):
                if handle_of(subscription) == handle and await control.resume(tx, subscription):
                    await self._record(tx, admin, RESUME, subscription, None)
                    return subscription
        raise SeenToAlreadyError

    async def _authorise(self, admin: Actor, action: str, subscription: str) -> Actor:
        try:
            return await self._gate.authorise(admin, Permission.BUS_MEND)
        except NotAllowedError:
            async with self._uow() as tx:
                await self._write(tx, admin, action, subscription, None, "denied")
            raise

    async def _record(
        self, tx: Transaction, admin: Actor, action: str, subscription: str, reason: str | None
    ) -> None:
        await self._write(tx, admin, action, subscription, reason, "done")
        tx.publish(
            AdminActionPerformedEvent(
                admin_user_id=admin.id,
                action_type=action,
                action_details={"subscription": subscription},
                admin_timestamp=tx.now,
            )
        )

    async def _write(
        self,
        tx: Transaction,
        admin: Actor,
        action: str,
        subscription: str,
        reason: str | None,
        result: str,
    ) -> None:
        subjects = await self._people.subjects(tx, {admin.id})
        line = {
            "id": uuid7(),
            "key": None,
            "actor": subjects[admin.id],
            "actor_role": admin.role[:16],
            "action": action,
            "target": None,
            "details": {"subscription": subscription} if subscription else {},
            "reason": reason,
            "result": result,
        }
        await self._audit.add(tx, line)


def _checked(reason: str) -> str:
    text = one_line(reason, 2 * LONGEST_REASON)
    if not is_visible(text) or len(text) > LONGEST_REASON:
        raise ReasonMissingError(longest=LONGEST_REASON)
    return text
