"""Giving achievements by hand, and taking them back: by people who may, once, on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from domains.admin.desk.model import Act, reason_of
from domains.admin.desk.service import Desk
from domains.admin.errors import OutrankedError, SeenToAlreadyError, UnknownPersonError
from domains.admin.honours.model import GIVE, TAKE, Honour, Standing
from domains.admin.model import Actor, Directory, Permission, PersonView, may, outranks
from domains.core.errors import DomainError
from domains.core.unit_of_work import Transaction, UnitOfWork


class Honours(Protocol):
    """Keeps achievements; bound to gamification in the composition root.

    What changes something works inside the caller's transaction, and refuses by its own
    DomainErrors.
    """

    async def by_hand(self, tx: Transaction, user_id: int) -> Sequence[Honour]: ...

    async def grant(
        self, tx: Transaction, user_id: int, code: str, tier: int, *, decided_by: int, note: str
    ) -> bool: ...

    async def revoke(
        self, tx: Transaction, user_id: int, code: str, decided_by: int, note: str
    ) -> int: ...


class HonoursDesk:
    """The gift and its audit line commit together.

    Every method raises NotAllowedError for whoever lacks the permission and UnknownPersonError
    for nobody; the changes raise SeenToAlreadyError when there is nothing (any more) to change.
    """

    def __init__(self, uow: UnitOfWork, directory: Directory, honours: Honours) -> None:
        self._uow = uow
        self._directory = directory
        self._honours = honours
        self._desk = Desk(uow, directory)

    async def person(self, admin: Actor, user_id: int) -> PersonView:
        """Whom it is about."""
        await self._desk.admit(admin, Permission.HONOURS_WRITE)
        person = await self._directory.get(user_id)
        if person is None:
            raise UnknownPersonError(user_id=user_id)
        return person

    async def offered(self, admin: Actor, user_id: int) -> Sequence[Honour]:
        """All that is given by hand, and how this person stands to each."""
        await self.person(admin, user_id)
        async with self._uow.reading() as tx:
            return await self._honours.by_hand(tx, user_id)

    async def give(
        self, admin: Actor, user_id: int, code: str, tier: int, reason: str, key: str
    ) -> None:
        """Give one; again under the same `key` changes nothing.

        Raises ReasonMissingError, OutrankedError for oneself (an owner may).
        """
        act = Act(GIVE, user_id, {"achievement": code, "tier": tier}, reason, f"give:{key}")
        admin, _ = await self._allowed(admin, user_id, act)
        text = reason_of(reason)
        done = Act(GIVE, user_id, act.details, text, act.key)
        async with self._uow() as tx:
            if not await self._desk.record(tx, admin, done):
                return
            if not await self._honours.grant(
                tx, user_id, code, tier, decided_by=admin.id, note=text
            ):
                raise SeenToAlreadyError

    async def take(self, admin: Actor, user_id: int, code: str, reason: str, key: str) -> None:
        """Take every tier of one back, for good; what it paid stays paid.

        Raises ReasonMissingError, OutrankedError.
        """
        act = Act(TAKE, user_id, {"achievement": code}, reason, f"take:{key}")
        admin, _ = await self._allowed(admin, user_id, act)
        text = reason_of(reason)
        done = Act(TAKE, user_id, act.details, text, act.key)
        async with self._uow() as tx:
            if not await self._desk.record(tx, admin, done):
                return
            held = {line.code for line in await self._held(tx, user_id)}
            if code not in held:
                raise SeenToAlreadyError
            await self._honours.revoke(tx, user_id, code, admin.id, text)

    async def _held(self, tx: Transaction, user_id: int) -> Sequence[Honour]:
        lines = await self._honours.by_hand(tx, user_id)
        return [line for line in lines if line.standing == Standing.HELD]

    async def _allowed(self, admin: Actor, user_id: int, act: Act) -> tuple[Actor, PersonView]:
        admin = await self._desk.authorise(admin, Permission.HONOURS_WRITE, act)
        person = await self.person(admin, user_id)
        try:
            _check(admin, person, act.action)
        except DomainError as refusal:
            await self._desk.refuse(admin, act, refusal)
            raise
        return admin, person


def _check(admin: Actor, person: PersonView, action: str) -> None:
    is_self = admin.id == person.id and not may(admin.role, Permission.ROLE_WRITE)
    if is_self or (action == TAKE and not outranks(admin.role, person.role)):
        raise OutrankedError(user_id=person.id)
