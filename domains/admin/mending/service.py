"""Mending a streak for a player: by people who may, once, with a ground, on record."""

from __future__ import annotations

from typing import Protocol

from domains.admin.desk.model import Act, reason_of
from domains.admin.desk.service import Desk
from domains.admin.errors import OutrankedError, UnknownPersonError
from domains.admin.mending.model import MEND, BrokenStreak, Ground
from domains.admin.model import Actor, Directory, Permission, PersonView
from domains.core.unit_of_work import Transaction, UnitOfWork


class Mender(Protocol):
    """Keeps streaks; bound to gamification in the composition root.

    `mend` works inside the caller's transaction and returns the days of the mended run; it
    refuses by its own DomainErrors.
    """

    async def broken(self, tx: Transaction, user_id: int) -> BrokenStreak: ...

    async def mend(self, tx: Transaction, user_id: int, version: int, reason: str) -> int: ...


class MendingDesk:
    """The mended streak and its audit line commit together.

    Every method raises NotAllowedError for whoever lacks the permission and UnknownPersonError
    for nobody.
    """

    def __init__(self, uow: UnitOfWork, directory: Directory, mender: Mender) -> None:
        self._uow = uow
        self._directory = directory
        self._mender = mender
        self._desk = Desk(uow, directory)

    async def broken(self, admin: Actor, user_id: int) -> tuple[PersonView, BrokenStreak]:
        """Whom it is about, and what could be mended."""
        await self._desk.admit(admin, Permission.STREAK_MEND)
        person = await self._person(user_id)
        async with self._uow.reading() as tx:
            return person, await self._mender.broken(tx, user_id)

    async def mend(
        self, admin: Actor, user_id: int, version: int, ground: Ground, reason: str
    ) -> int:
        """Mend the newest break for nothing; the days of the run now.

        A streak of another `version` is not mended, so a second press is refused. Raises
        ReasonMissingError, OutrankedError for one's own, and whatever the keeper refuses.
        """
        act = Act(MEND, user_id, {"ground": ground.value}, reason)
        admin = await self._desk.authorise(admin, Permission.STREAK_MEND, act)
        await self._person(user_id)
        text = reason_of(reason)
        if admin.id == user_id:
            refusal = OutrankedError(user_id=user_id)
            await self._desk.refuse(admin, act, refusal)
            raise refusal
        async with self._uow() as tx:
            length = await self._mender.mend(tx, user_id, version, text)
            details = {"ground": ground.value, "days": length}
            await self._desk.record(tx, admin, Act(MEND, user_id, details, text))
        return length

    async def _person(self, user_id: int) -> PersonView:
        person = await self._directory.get(user_id)
        if person is None:
            raise UnknownPersonError(user_id=user_id)
        return person
