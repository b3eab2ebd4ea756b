"""SQL of notifications.

States: pending → claimed → sent, or back to pending when the claimer failed; dropped when
nobody can be told; expired when telling makes no sense any more. A claim is one conditional
update, so that of a turn and any number of senders exactly one gets a row.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from bot.gateway.notifications.tables import notification
from bot.gateway.preferences.model import Category, category_of
from bot.gateway.tables import chat
from domains.core.database import Prepared
from domains.core.store import instances
from domains.core.unit_of_work import Transaction

PENDING, CLAIMED, SENT, DROPPED, EXPIRED = "pending", "claimed", "sent", "dropped", "expired"


@dataclass(frozen=True, slots=True)
class Notification:
    """Something a person must be told."""

    id: int
    user_id: int
    kind: str
    params: Mapping[str, Any]
    correlation_id: str
    attempts: int
    """How often sending it has failed."""
    created_at: datetime
    category: str = Category.GAMEPLAY.value
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody is to be told; the category follows from the kind.

    `params` must be JSON; `dedupe_key` and `correlation_id` have 128 characters at most. It is
    told not before `not_before` and never from `expires_at` on, both UTC.
    """

    user_id: int
    kind: str
    params: Mapping[str, Any]
    dedupe_key: str
    correlation_id: str
    not_before: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When somebody can be told what is due: when a burst is over, or has lasted long enough."""

    user_id: int
    at: datetime


BURST = timedelta(seconds=2)
"""What becomes due so soon after another is told with it."""
LONGEST_BURST = timedelta(seconds=6)
"""Nobody waits longer than this for more to come."""


_COLUMNS = [notification.c[name] for name in Notification.__dataclass_fields__]
_IS_REACHABLE = ~sa.exists().where(
    chat.c.chat_id == notification.c.user_id, chat.c.unreachable_since.is_not(None)
)
# Part of every answer, so built once.
_OF_TURN = Prepared(
    sa.select(notification.c.id)
    .where(
        notification.c.user_id == sa.bindparam("user"),
        notification.c.correlation_id == sa.bindparam("correlation"),
        sa.or_(notification.c.state == PENDING, notification.c.state == CLAIMED),
    )
    .limit(1)
)
_CLAIM_FOR_TURN = Prepared(
    sa.update(notification)
    .where(
        notification.c.user_id == sa.bindparam("user"),
        notification.c.correlation_id == sa.bindparam("correlation"),
        sa.or_(
            notification.c.state == PENDING,
            sa.and_(
                notification.c.state == CLAIMED,
                notification.c.claimed_by == sa.bindparam("claimer"),
            ),
        ),
    )
    .values(state=CLAIMED, claimed_by=sa.bindparam("claimer"), claimed_at=sa.bindparam("at"))
    .returning(*_COLUMNS)
)


async def add(tx: Transaction, request: Request, due_at: datetime) -> bool:
    """Store a notification. False when one with this dedupe key is there already."""
    category = category_of(request.kind)
    result = await tx.execute(
        tx.insert(notification)
        .values(
            user_id=request.user_id,
            kind=request.kind,
            params=json.dumps(request.params),
            dedupe_key=request.dedupe_key,
            correlation_id=request.correlation_id,
            state=PENDING,
            category=category.value,
            priority=category.priority,
            due_at=due_at,
            expires_at=request.expires_at,
            attempts=0,
            created_at=tx.now,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(notification.c.id)
    )
    return result.first() is not None


async def has_claimable(tx: Transaction, user_id: int, correlation_id: str) -> bool:
    """Is there anything of this correlation that its turn might still have to show?"""
    values = {"user": user_id, "correlation": correlation_id}
    return await tx.first(_OF_TURN, values) is not None


async def claim_for_turn(
    tx: Transaction, user_id: int, correlation_id: str, claimer: str
) -> list[Notification]:
    """Claim what this correlation caused for a person; again for the same claimer."""
    values = {"user": user_id, "correlation": correlation_id, "claimer": claimer, "at": tx.now}
    return _notifications(await tx.fetch(_CLAIM_FOR_TURN, values))


async def next_due(tx: Transaction, busy: Collection[int], limit: int) -> list[Due]:
    """Reachable persons with something due, the most important first; not the busy ones."""
    earliest, latest = (sa.func.min(notification.c.due_at), sa.func.max(notification.c.due_at))
    rows = await tx.execute(
        sa.select(notification.c.user_id, earliest.label("first"), latest.label("last"))
        .where(
            notification.c.state == PENDING,
            notification.c.due_at <= tx.now + BURST,
            notification.c.user_id.not_in(busy),
            _IS_REACHABLE,
        )
        .group_by(notification.c.user_id)
        .order_by(sa.func.min(notification.c.priority), earliest)
        .limit(limit)
    )
    return [Due(row.user_id, min(row.last, row.first + LONGEST_BURST)) for row in rows]


async def next_later(tx: Transaction) -> datetime | None:
    """When the next notification becomes due that is not nearly due now."""
    at = await tx.execute(
        sa.select(notification.c.due_at)
        .where(notification.c.state == PENDING, notification.c.due_at > tx.now + BURST)
        .order_by(notification.c.due_at)
        .limit(1)
    )
    return at.scalar()


async def claim_due(
    tx: Transaction, user_ids: Collection[int], claimer: str
) -> list[Notification]:
    """Claim everything that is due for these persons and that nobody claims meanwhile."""
    due = (
        sa.select(notification.c.id)
        .where(
            notification.c.state == PENDING,
            notification.c.due_at <= tx.now,
            notification.c.user_id.in_(user_ids),
        )
        .with_for_update(skip_locked=True)
    )
    rows = await tx.execute(
        sa.update(notification)
        .where(notification.c.id.in_(due))
        .values(state=CLAIMED, claimed_by=claimer, claimed_at=tx.now)
        .returning(*_COLUMNS)
    )
    return _notifications(rows)


async def settle(tx: Transaction, ids: Collection[int], state: str) -> None:
    """Write down how notifications ended."""
    await tx.execute(sa.update(notification).where(notification.c.id.in_(ids)).values(state=state))


async def release(tx: Transaction, ids: Collection[int], due_at: datetime) -> None:
    """Claimed notifications are pending again; a failure is counted by `count_failure`."""
    await tx.execute(
        sa.update(notification)
        .where(notification.c.id.in_(ids), notification.c.state == CLAIMED)
        .values(state=PENDING, claimed_by=None, claimed_at=None, due_at=due_at)
    )


async def count_failure(tx: Transaction, ids: Collection[int]) -> None:
    """Sending these has failed once more."""
    await tx.execute(
        sa.update(notification)
        .where(notification.c.id.in_(ids))
        .values(attempts=notification.c.attempts + 1)
    )


async def has_foreign_claims(tx: Transaction, turns_before: datetime, claimer: str) -> bool:
    """Is there a claim whose owner may be dead? A cheap look before `release_dead_claims`."""
    found = await tx.scalar(
        sa.select(notification.c.id)
        .where(_may_be_dead(turns_before), notification.c.claimed_by != claimer)
        .limit(1)
    )
    return found is not None


async def release_dead_claims(
    tx: Transaction, turns_before: datetime, me: UUID, claimer_of: str
) -> int:
    """Make pending again what old turns and senders of dead instances had claimed.

    `claimer_of` is the prefix that, with an instance id, names a sender. Returns how many.
    """
    living = {*await instances.living(tx, tx.now), me}
    senders = [f"{claimer_of}{instance}" for instance in living]
    result = await tx.execute(
        sa.update(notification)
        .where(_may_be_dead(turns_before), notification.c.claimed_by.not_in(senders))
        .values(state=PENDING, claimed_by=None, claimed_at=None, due_at=tx.now)
    )
    return result.rowcount


async def expire(tx: Transaction, created_before: datetime) -> int:
    """Give up what has been pending for too long. Returns how many."""
    result = await tx.execute(
        sa.update(notification)
        .where(
            notification.c.state == PENDING,
            sa.or_(
                notification.c.created_at < created_before, notification.c.expires_at <= tx.now
            ),
        )
        .values(state=EXPIRED)
    )
    return result.rowcount


async def delete_settled(tx: Transaction, created_before: datetime, limit: int) -> int:
    """Delete a batch of old notifications that ended. Returns how many."""
    old = (
        sa.select(notification.c.id)
        .where(
            notification.c.created_at < created_before,
            notification.c.state.in_((SENT, DROPPED, EXPIRED)),
        )
        .limit(limit)
    )
    result = await tx.execute(sa.delete(notification).where(notification.c.id.in_(old)))
    return result.rowcount


def _may_be_dead(turns_before: datetime) -> sa.ColumnElement[bool]:
    is_turn = notification.c.claimed_by.like("turn:%")
    return sa.and_(
        notification.c.state == CLAIMED,
        sa.or_(~is_turn, notification.c.claimed_at < turns_before),
    )


def _notifications(rows: Iterable[Any]) -> list[Notification]:
    found = [Notification(**row._asdict() | {"params": json.loads(row.params)}) for row in rows]
    return sorted(found, key=lambda each: each.id)


def ids(notifications: Sequence[Notification]) -> list[int]:
    """Their ids."""
    return [each.id for each in notifications]
