"""Taking a name on the boards from whoever chose it: by people who may, once, on record (A8.3)."""

from __future__ import annotations

from typing import Final, Protocol

from domains.admin.desk.model import Act, reason_of
from domains.admin.desk.service import Desk
from domains.admin.errors import OutrankedError, SeenToAlreadyError, UnknownPersonError
from domains.admin.model import Actor, Directory, Permission, PersonView, outranks
from domains.core.unit_of_work import Transaction, UnitOfWork

RESET: Final = "alias.reset"
"""The audit's name."""


class Names(Protocol):
    """Keeps names on boards; bound to gamification in the composition root.

    Works inside the caller's transaction. `reset` is False when it is not their name (any more).
    """

    async def chosen(self, tx: Transaction, user_id: int) -> str | None: ...

    async def reset(self, tx: Transaction, user_id: int, alias: str, reason: str) -> bool: ...


class NamingDesk:
    """The name's end and its audit line commit together; the line does not repeat the name.

    Every method raises NotAllowedError for whoever lacks the permission and UnknownPersonError
    for nobody.
    """

    def __init__(self, uow: UnitOfWork, directory: Directory, names: Names) -> None:
        self._uow = uow
        self._directory = directory
        self._names = names
        self._desk = Desk(uow, directory)

    async def chosen(self, admin: Actor, user_id: int) -> tuple[PersonView, str | None]:
        """Whom it is about, and the name they chose, if any."""
        await self._desk.admit(admin, Permission.ALIAS_RESET)
        person = await self._person(user_id)
        async with self._uow.reading() as tx:
            return person, await self._names.chosen(tx, user_id)

    async def reset(self, admin: Actor, user_id: int, alias: str, reason: str) -> None:
        """Take the name that the custodian has seen; another one since then stays.

        Raises ReasonMissingError, OutrankedError for oneself and one's equals, and
        SeenToAlreadyError.
        """
        act = Act(RESET, user_id, reason=reason)
        admin = await self._desk.authorise(admin, Permission.ALIAS_RESET, act)
        person = await self._person(user_id)
        text = reason_of(reason)
        if not outranks(admin.role, person.role):
            refusal = OutrankedError(user_id=user_id)
            await self._desk.refuse(admin, act, refusal)
            raise refusal
        async with self._uow() as tx:
            if not await self._names.reset(tx, user_id, alias, text):
                raise SeenToAlreadyError
            await self._desk.record(tx, admin, Act(RESET, user_id, reason=text))

    async def _person(self, user_id: int) -> PersonView:
        person = await self._directory.get(user_id)
        if person is None:
            raise UnknownPersonError(user_id=user_id)
        return person
