"""Sagas: processes over several modules, each step in a transaction of its own.

A saga declares its whole flow in one place:

    class Purchase(Saga[Order]):
        name = "shop.purchase"
        state_type = Order

        def flow(self) -> Iterable[Reaction]:
            yield on(PointsReservedEvent, "reserving", self.deliver)
            yield on(ReservationRefusedEvent, "reserving", self.refuse)
            yield after("reserving", self.withdraw)

A reaction changes state, publishes through `tx`, and says where the saga goes: `Next`,
`Completed` or `Compensated`; None leaves it where it is. The saga's row, the inbox and what the
reaction did commit together. An event for which the present step has no reaction is late, or a
repetition, and does nothing; so a saga that waits for several things at once needs a step that
reacts to each of them.

Events of one saga may come with different keys, at the same time: then the second to write
loses (`SagaConflictError`), its transaction is undone, and the bus delivers it again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Generic, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel

from domains.core.bus.subscription import Subscription, effect
from domains.core.events.base import BaseEvent
from domains.core.events.saga import (
    SagaCompensatedEvent,
    SagaCompletedEvent,
    SagaStartedEvent,
    SagaStepCompletedEvent,
    SagaTimedOutEvent,
)
from domains.core.store import sagas
from domains.core.unit_of_work import Transaction

S = TypeVar("S", bound=BaseModel)

COMPLETED, COMPENSATED = "completed", "compensated"
"""The two ends."""


class SagaError(Exception):
    """Root of what can go wrong in a saga itself."""


class SagaConflictError(SagaError):
    """Two events moved a saga at the same time. Transient: the bus delivers this one again."""


class SagaNotStartedError(SagaError):
    """An event overtook the one that starts its saga. Transient."""


class SagaDeclarationError(SagaError):
    """A flow contradicts itself: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Next(Generic[S]):
    """Go to `step` and wait there; for `within` at most, if given."""

    step: str
    state: S
    within: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Completed(Generic[S]):
    """The saga has reached its end as intended."""

    state: S


@dataclass(frozen=True, slots=True)
class Compensated(Generic[S]):
    """The saga could not go on; what it had done is taken back. `reason` is a code."""

    state: S
    reason: str


@dataclass(frozen=True, slots=True)
class At(Generic[S]):
    """An open saga, as a reaction sees it."""

    saga_id: str
    step: str
    state: S
    version: int


@dataclass(frozen=True, slots=True)
class Reaction:
    """What happens when an event comes while the saga is at `step`; None: it begins one."""

    event: type[BaseEvent]
    step: str | None
    handle: Callable[..., Awaitable[Any]]


def begins(event: type[BaseEvent], handle: Callable[..., Awaitable[Any]]) -> Reaction:
    """`handle(event, tx)` gives the `Next` with which a saga starts, or None for no saga."""
    return Reaction(event, None, handle)


def on(event: type[BaseEvent], step: str, handle: Callable[..., Awaitable[Any]]) -> Reaction:
    """`handle(at, event, tx)` when the event comes at this step."""
    return Reaction(event, step, handle)


def after(step: str, handle: Callable[..., Awaitable[Any]]) -> Reaction:
    """`handle(at, event, tx)` when the wait at this step is over."""
    return Reaction(SagaTimedOutEvent, step, handle)


class Saga(ABC, Generic[S]):
    """A kind of process. `name` is `<module>.<noun>` and never changes; states are frozen models.

    A saga's start and every move are idempotent: by its id, by its step, and by the inbox.
    """

    name: ClassVar[str]
    state_type: ClassVar[type[BaseModel]]

    def __init__(self) -> None:
        self._reactions: dict[tuple[type[BaseEvent], str | None], Reaction] = {}
        for reaction in self.flow():
            place = (reaction.event, reaction.step)
            if self._reactions.setdefault(place, reaction) is not reaction:
                raise SagaDeclarationError(f"{self.name}: two reactions at {place}")

    @abstractmethod
    def flow(self) -> Iterable[Reaction]:
        """Everything that this saga reacts to, in the order in which it should happen."""

    @abstractmethod
    def saga_id_of(self, event: Any) -> str | None:
        """Which saga an event belongs to; None when it is none of ours."""

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here: one subscription for each type of event."""
        events = dict.fromkeys(event for event, _ in self._reactions)
        return tuple(effect(f"{self.name}:{e.event_type}", e, self._handle) for e in events)

    async def start(self, tx: Transaction, saga_id: str, first: Next[S]) -> bool:
        """Begin a saga in the caller's transaction. False: one of this id began before."""
        if await sagas.find(tx, (self.name, saga_id)) is not None:
            return False
        if not await self._begin(tx, saga_id, first):
            raise SagaConflictError(f"{self.name} {saga_id} has just been started")
        return True

    async def find(self, tx: Transaction, saga_id: str) -> At[S] | None:
        """Where a saga stands; its step is `completed` or `compensated` when it has ended."""
        row = await sagas.find(tx, (self.name, saga_id))
        return None if row is None else self._at(saga_id, row)

    async def _handle(self, event: BaseEvent, tx: Transaction) -> None:
        saga_id = self._id_of(event)
        if saga_id is None:
            return
        row = await sagas.find(tx, (self.name, saga_id))
        if row is None:
            await self._handle_first(saga_id, event, tx)
            return
        at = self._at(saga_id, row)
        reaction = self._reactions.get((type(event), at.step))
        if row.ended_at is not None or reaction is None or _is_late(event, at):
            return
        move = await reaction.handle(at, event, tx)
        if move is not None:
            await self._move(tx, at, row, move)

    async def _handle_first(self, saga_id: str, event: BaseEvent, tx: Transaction) -> None:
        reaction = self._reactions.get((type(event), None))
        if reaction is not None:
            first = await reaction.handle(event, tx)
            if first is not None and not await self._begin(tx, saga_id, first):
                raise SagaConflictError(f"{self.name} {saga_id} has just been started")
        elif any(step is None for _, step in self._reactions):
            raise SagaNotStartedError(f"{self.name} {saga_id}: {event.event_type} came first")

    async def _begin(self, tx: Transaction, saga_id: str, first: Next[S]) -> bool:
        timeout_id = self._begin_wait(tx, saga_id, first, 1)
        position = sagas.Position(first.step, first.state.model_dump_json(), timeout_id)
        began = await sagas.begin(tx, (self.name, saga_id), position, tx.now)
        tx.publish(SagaStartedEvent(saga=self.name, saga_id=saga_id, step=first.step))
        return began

    async def _move(
        self,
        tx: Transaction,
        at: At[S],
        row: sagas.StoredSaga,
        move: Next[S] | Completed[S] | Compensated[S],
    ) -> None:
        if row.timeout_id is not None:
            await tx.cancel(row.timeout_id)
        timeout_id = ended_at = None
        if isinstance(move, Next):
            timeout_id = self._begin_wait(tx, at.saga_id, move, at.version + 1)
        else:
            ended_at = tx.now
        position = sagas.Position(
            _step_of(move), move.state.model_dump_json(), timeout_id, ended_at
        )
        if not await sagas.move(tx, (self.name, at.saga_id), at.version, position, tx.now):
            raise SagaConflictError(f"{self.name} {at.saga_id} has left {at.step} meanwhile")
        tx.publish(self._news(at, move))

    def _begin_wait(
        self, tx: Transaction, saga_id: str, move: Next[S], version: int
    ) -> UUID | None:
        if move.within is None:
            return None
        if (SagaTimedOutEvent, move.step) not in self._reactions:
            raise SagaDeclarationError(f"{self.name}: nothing happens after {move.step}")
        timed_out = SagaTimedOutEvent(
            saga=self.name, saga_id=saga_id, step=move.step, version=version
        )
        return tx.publish(timed_out, at=tx.now + move.within).event_id

    def _news(self, at: At[S], move: Next[S] | Completed[S] | Compensated[S]) -> BaseEvent:
        name, saga_id, step = self.name, at.saga_id, at.step
        match move:
            case Next(step=following):
                return SagaStepCompletedEvent(
                    saga=name, saga_id=saga_id, step=step, next_step=following
                )
            case Completed():
                return SagaCompletedEvent(saga=name, saga_id=saga_id, step=step)
            case Compensated(reason=reason):
                return SagaCompensatedEvent(saga=name, saga_id=saga_id, step=step, reason=reason)

    def _id_of(self, event: BaseEvent) -> str | None:
        if isinstance(event, SagaTimedOutEvent):
            return event.saga_id if event.saga == self.name else None
        return self.saga_id_of(event)

    def _at(self, saga_id: str, row: sagas.StoredSaga) -> At[S]:
        state = cast("S", self.state_type.model_validate_json(row.state))
        return At(saga_id, row.step, state, row.version)


def _step_of(move: Next[Any] | Completed[Any] | Compensated[Any]) -> str:
    if isinstance(move, Next):
        return move.step
    return COMPLETED if isinstance(move, Completed) else COMPENSATED


def _is_late(event: BaseEvent, at: At[Any]) -> bool:
    """Is it the end of a wait that is over already?"""
    return isinstance(event, SagaTimedOutEvent) and event.version != at.version
