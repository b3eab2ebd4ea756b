"""Asking for a second yes, and saying it: by somebody else, once, on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from uuid_utils.compat import uuid7

from domains.admin.adjustments.model import APPLIED, OUTCOME, REFUSED
from domains.admin.desk.model import Act, reason_of
from domains.admin.desk.service import Desk
from domains.admin.errors import (
    AskerMayNotError,
    NotTheAskerError,
    OutrankedError,
    OwnRequestError,
    SeenToAlreadyError,
)
from domains.admin.model import PERMISSIONS, Actor, Directory, Permission, Wallets, may, outranks
from domains.admin.pending.model import (
    CONFIRM,
    DECLINE,
    MOST_SHOWN,
    WITHDRAW,
    Pending,
    PendingView,
    State,
)
from domains.admin.pending.repository import PendingRows
from domains.admin.repository import Allowances, Audit, People
from domains.core import HourPassedEvent, Subscription, effect
from domains.core.errors import DomainError
from domains.core.events import PointsAdjustmentDroppedEvent, PointsAdjustmentSettledEvent
from domains.core.unit_of_work import Transaction, UnitOfWork

SWEEP = 200
"""Expired ones ended in one transaction."""

CONFIRMERS = tuple(role for role in PERMISSIONS if may(role, Permission.POINTS_CONFIRM))


class Booked(Protocol):
    """What was moved; `refusal` says why nothing was."""

    @property
    def moved(self) -> int: ...
    @property
    def balance(self) -> int: ...
    @property
    def refusal(self) -> str | None: ...


class Book(Protocol):
    """Keeps the ledger; bound to gamification in the composition root.

    Works inside the caller's transaction, so that the line of the ledger and that of the
    audit are one.
    """

    async def post(
        self, tx: Transaction, pending: Pending, user_id: int, admin_id: int
    ) -> Booked: ...


class SecondOpinions:
    """What waits is decided by a custodian who neither asked for it nor receives it.

    Every method raises NotAllowedError for whoever lacks the permission, and
    SeenToAlreadyError for what does not wait any more.
    """

    def __init__(
        self, uow: UnitOfWork, directory: Directory, wallets: Wallets, book: Book
    ) -> None:
        self._uow = uow
        self._directory = directory
        self._wallets = wallets
        self._book = book
        self._desk = Desk(uow, directory)
        self._rows = PendingRows()
        self._people = People()
        self._audit = Audit()
        self._allowances = Allowances()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Time ends what nobody decides."""
        return (effect("admin.expire_pending_adjustments", HourPassedEvent, self.expire),)

    async def waiting(self, admin: Actor) -> Sequence[Pending]:
        """What waits, that which expires first at the beginning; at most `MOST_SHOWN`."""
        await self._desk.admit(admin, Permission.POINTS_CONFIRM)
        async with self._uow.reading() as tx:
            return await self._rows.waiting(tx, MOST_SHOWN)

    async def is_waiting(self, pending_id: UUID) -> bool:
        """Is there still something to decide?"""
        async with self._uow.reading() as tx:
            return await self._rows.get(tx, pending_id) is not None

    async def view(self, admin: Actor, pending_id: UUID) -> PendingView:
        """One that waits, with what the player has now."""
        await self._desk.admit(admin, Permission.POINTS_CONFIRM)
        async with self._uow.reading() as tx:
            pending = await self._rows.get(tx, pending_id)
        if pending is None or pending.asker_id is None or pending.target_id is None:
            raise SeenToAlreadyError
        asker = await self._directory.get(pending.asker_id)
        target = await self._directory.get(pending.target_id)
        if asker is None or target is None:
            raise SeenToAlreadyError
        wallet = await self._wallets.wallet_of(target.id)
        return PendingView(pending, asker, target, wallet, is_own=asker.id == admin.id)

    async def confirm(self, admin: Actor, pending_id: UUID) -> Booked:
        """Say yes: ledger, audit and the end of the wait commit together.

        Raises OwnRequestError, OutrankedError (they are the target, or take from an equal),
        AskerMayNotError; each leaves a `denied` line.
        """
        admin, view = await self._decider(admin, pending_id, CONFIRM)
        pending = view.pending
        async with self._uow() as tx:
            await self._close(tx, pending, State.CONFIRMED, admin)
            booked = await self._book.post(tx, pending, view.target.id, view.asker.id)
            await self._record(tx, admin, CONFIRM, view)
            await self._follow_up(tx, pending, REFUSED if booked.refusal else APPLIED, booked)
            await self._give_back(tx, pending, abs(pending.amount) - abs(booked.moved))
            tx.publish(
                PointsAdjustmentSettledEvent(
                    admin_user_id=view.asker.id,
                    user_id=view.target.id,
                    adjustment_id=pending.id,
                    amount=pending.amount,
                    moved=booked.moved,
                    balance=booked.balance,
                    outcome=REFUSED if booked.refusal else APPLIED,
                    reason=booked.refusal,
                )
            )
        return booked

    async def decline(self, admin: Actor, pending_id: UUID, reason: str) -> None:
        """Say no; whoever asked reads the reason. Raises as `confirm`, and ReasonMissingError."""
        admin, view = await self._decider(admin, pending_id, DECLINE)
        text = reason_of(reason)
        async with self._uow() as tx:
            await self._close(tx, view.pending, State.DECLINED, admin)
            await self._record(tx, admin, DECLINE, view, text)
            await self._drop(tx, view.pending, State.DECLINED, text)

    async def withdraw(self, admin: Actor, pending_id: UUID) -> None:
        """Take the request back, which only whoever asked may. Raises NotTheAskerError."""
        view = await self.view(admin, pending_id)
        if not view.is_own:
            refusal = NotTheAskerError()
            await self._desk.refuse(admin, _act(WITHDRAW, view), refusal)
            raise refusal
        async with self._uow() as tx:
            await self._close(tx, view.pending, State.WITHDRAWN, admin)
            await self._record(tx, admin, WITHDRAW, view)
            await self._drop(tx, view.pending, State.WITHDRAWN)

    async def expire(self, _event: HourPassedEvent, tx: Transaction) -> None:
        """What is left over waits for the next hour; nobody can confirm it meanwhile."""
        for pending in await self._rows.expired(tx, SWEEP):
            if await self._rows.close(tx, pending.id, State.EXPIRED):
                await self._drop(tx, pending, State.EXPIRED)

    async def _decider(
        self, admin: Actor, pending_id: UUID, action: str
    ) -> tuple[Actor, PendingView]:
        act = Act(action, details={"audit_id": str(pending_id)})
        admin = await self._desk.authorise(admin, Permission.POINTS_CONFIRM, act)
        view = await self.view(admin, pending_id)
        try:
            _check(admin, view)
        except DomainError as refusal:
            await self._desk.refuse(admin, _act(action, view), refusal)
            raise
        return admin, view

    async def _close(self, tx: Transaction, pending: Pending, state: State, admin: Actor) -> None:
        subjects = await self._people.subjects(tx, {admin.id})
        if not await self._rows.close(tx, pending.id, state, subjects[admin.id]):
            raise SeenToAlreadyError

    async def _record(
        self,
        tx: Transaction,
        admin: Actor,
        action: str,
        view: PendingView,
        reason: str | None = None,
    ) -> None:
        await self._desk.record(tx, admin, _act(action, view, reason))

    async def _drop(
        self, tx: Transaction, pending: Pending, state: State, note: str | None = None
    ) -> None:
        """Nothing is moved: the asker's line is ended, their allowance is as it was."""
        await self._follow_up(tx, pending, state.value)
        await self._give_back(tx, pending, abs(pending.amount))
        if pending.asker_id is not None and pending.target_id is not None:
            tx.publish(
                PointsAdjustmentDroppedEvent(
                    admin_user_id=pending.asker_id,
                    user_id=pending.target_id,
                    adjustment_id=pending.id,
                    amount=pending.amount,
                    outcome=state.value,
                    note=note,
                )
            )

    async def _follow_up(
        self, tx: Transaction, pending: Pending, outcome: str, booked: Booked | None = None
    ) -> None:
        """A second line by whoever asked says what became of it."""
        details = {
            "amount": booked.moved if booked is not None else 0,
            "asked": pending.amount,
            "balance": booked.balance if booked is not None else None,
            "outcome": outcome,
            "audit_id": str(pending.id),
        }
        line = {
            "id": uuid7(),
            "key": f"outcome:{pending.id}",
            "action": OUTCOME,
            "details": details,
            "result": "done" if outcome == APPLIED else "denied",
        }
        await self._audit.follow_up(tx, pending.id, line)

    async def _give_back(self, tx: Transaction, pending: Pending, unused: int) -> None:
        if unused and pending.asker_id is not None:
            await self._allowances.give_back(tx, pending.asker_id, pending.day, unused)


def _check(admin: Actor, view: PendingView) -> None:
    """May they decide about this one?"""
    amount = view.pending.amount
    if view.is_own:
        raise OwnRequestError
    if admin.id == view.target.id or (amount < 0 and not outranks(admin.role, view.target.role)):
        raise OutrankedError(user_id=view.target.id)
    wanted = Permission.POINTS_GRANT if amount > 0 else Permission.POINTS_TAKE
    if not may(view.asker.role, wanted):
        raise AskerMayNotError(user_id=view.asker.id)


def _act(action: str, view: PendingView, reason: str | None = None) -> Act:
    details = {"amount": view.pending.amount, "audit_id": str(view.pending.id)}
    return Act(action, view.target.id, details, reason)
