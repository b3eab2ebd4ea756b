"""Use cases about roles and plans."""

from __future__ import annotations

from collections.abc import Collection

from domains.core.events import UserRoleChangedEvent, UserSubscriptionChangedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.user.errors import (
    RoleForbiddenError,
    UnknownPlanError,
    UnknownRoleError,
    UnknownUserError,
)
from domains.user.model import OWNER, PLANS, PLAYER, ROLES, Person, Recent, may_set_role
from domains.user.repository import Accounts


class StandingService:
    """Gives and takes roles and plans. Nothing else in the program writes either."""

    def __init__(self, uow: UnitOfWork, recent: Recent, owner_ids: Collection[int] = ()) -> None:
        self._uow = uow
        self._recent = recent
        self._owner_ids = frozenset(owner_ids)
        self._accounts = Accounts()

    async def ensure_owners(self) -> None:
        """Make the settings' owners owners; call at start.

        An owner who never spoke to us becomes one on first contact. Somebody the settings
        no longer name becomes a player, unless they name nobody at all: a forgotten setting
        must not leave the house without an owner.
        """
        if not self._owner_ids:
            return
        async with self._uow() as tx:
            changed = await self._accounts.owners_to_change(tx, self._owner_ids)
            for person in changed:
                role = OWNER if person.id in self._owner_ids else PLAYER
                await self._change_role(tx, person, role, None)
        for person in changed:
            self._recent.forget(person.id)

    async def set_role(self, user_id: int, role: str, by: int | None = None) -> None:
        """Give somebody a role. `by` is who decides; None is the operator of the machine.

        The present role again changes nothing. Raises UnknownRoleError, UnknownUserError;
        RoleForbiddenError when `by` does not outrank both the person and the new role,
        decides about themselves, or when an owner's role is concerned: the settings name
        the owners.
        """
        if role not in ROLES:
            raise UnknownRoleError(role=role)
        async with self._uow() as tx:
            # Locked in one order, so that two people deciding about each other cannot deadlock.
            people = {
                locked: await self._accounts.get(tx, locked, lock=True)
                for locked in sorted({user_id, by if by is not None else user_id})
            }
            person = people[user_id]
            decider = people[by] if by is not None else None
            if person is None or (by is not None and decider is None):
                raise UnknownUserError(user_id=user_id if person is None else by)
            if not may_set_role(person, role, decider):
                raise RoleForbiddenError(user_id=user_id, role=role)
            if person.role != role:
                await self._change_role(tx, person, role, by)
        self._recent.forget(user_id)

    async def set_plan(
        self,
        user_id: int,
        plan: str,
        *,
        subscription_id: str | None = None,
        payment_provider: str | None = None,
    ) -> None:
        """Put somebody on a plan. The present plan again changes nothing.

        Raises UnknownPlanError, UnknownUserError.
        """
        if plan not in PLANS:
            raise UnknownPlanError(plan=plan)
        async with self._uow() as tx:
            person = await self._accounts.get(tx, user_id, lock=True)
            if person is None:
                raise UnknownUserError(user_id=user_id)
            if person.plan != plan:
                await self._accounts.change(tx, person, {"plan": plan})
                tx.publish(
                    UserSubscriptionChangedEvent(
                        user_id=user_id,
                        previous_plan=person.plan,
                        new_plan=plan,
                        subscription_id=subscription_id,
                        payment_provider=payment_provider,
                        change_timestamp=tx.now,
                    )
                )
        self._recent.forget(user_id)

    async def _change_role(
        self, tx: Transaction, person: Person, role: str, by: int | None
    ) -> None:
        await self._accounts.change(tx, person, {"role": role})
        tx.publish(
            UserRoleChangedEvent(
                user_id=person.id, previous_role=person.role, new_role=role, changed_by=by
            )
        )
