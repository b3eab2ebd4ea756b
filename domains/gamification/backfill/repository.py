"""SQL of reviews: the jobs, and the past itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from domains.core.events.base import BaseEvent
from domains.core.events.factory import EventFactory
from domains.core.store.tables import event_log, inbox
from domains.core.unit_of_work import Transaction
from domains.gamification.achievements.model import Achievement
from domains.gamification.backfill.model import LONGEST_PAST, Review
from domains.gamification.backfill.tables import review

_SAYS = [review.c[name] for name in Review.__dataclass_fields__ if name != "is_finished"]
_REVIEW = [*_SAYS, review.c.finished_at.is_not(None).label("is_finished")]


class Reviews:
    """One row for each time that somebody asked."""

    async def ask(self, tx: Transaction, achievement: Achievement, players: int) -> int:
        """Ask for a review; its id."""
        result = await tx.execute(
            tx.insert(review)
            .values(
                code=achievement.code,
                version=achievement.version,
                cursor="",
                players=players,
                done=0,
                unlocked=0,
                asked_at=tx.now,
                leased_until=tx.now,
            )
            .returning(review.c.id)
        )
        return int(result.scalar_one())

    async def get(self, tx: Transaction, review_id: int) -> Review | None:
        """How far it is."""
        row = (await tx.execute(sa.select(*_REVIEW).where(review.c.id == review_id))).first()
        return Review(**row._mapping) if row is not None else None

    async def is_waiting(self, tx: Transaction) -> bool:
        """Is there one that nobody works at?"""
        return await tx.scalar(sa.select(review.c.id).where(*_free(tx.now)).limit(1)) is not None

    async def take(self, tx: Transaction, until: datetime) -> Review | None:
        """Work at the oldest that is waiting, alone, until an instant."""
        oldest = sa.select(sa.func.min(review.c.id)).where(*_free(tx.now)).scalar_subquery()
        row = await tx.execute(
            sa.update(review)
            .where(review.c.id == oldest, *_free(tx.now))
            .values(leased_until=until)
            .returning(*_REVIEW)
        )
        found = row.first()
        return Review(**found._mapping) if found is not None else None

    async def move_on(
        self,
        tx: Transaction,
        former: Review,
        cursor: str,
        done: int,
        unlocked: int,
        until: datetime,
    ) -> bool:
        """Mark how far it is. False: somebody else has moved it on."""
        result = await tx.execute(
            sa.update(review)
            .where(review.c.id == former.id, review.c.cursor == former.cursor)
            .values(
                cursor=cursor,
                done=review.c.done + done,
                unlocked=review.c.unlocked + unlocked,
                leased_until=until,
            )
        )
        return result.rowcount == 1

    async def finish(self, tx: Transaction, review_id: int) -> None:
        """It is through."""
        await tx.execute(
            sa.update(review)
            .where(review.c.id == review_id, review.c.finished_at.is_(None))
            .values(finished_at=tx.now)
        )


class Past:
    """What the event log still knows of players."""

    def __init__(self, factory: EventFactory, subscription: str) -> None:
        self._factory = factory
        self._subscription = subscription

    async def count_players(self, tx: Transaction, event_types: Collection[str]) -> int:
        """How many have events of these types."""
        query = sa.select(sa.func.count(sa.distinct(event_log.c.key)))
        return int(await tx.scalar(query.where(event_log.c.event_type.in_(event_types))) or 0)

    async def players(
        self, tx: Transaction, event_types: Collection[str], after: str, limit: int
    ) -> list[str]:
        """Their keys, in order, after one."""
        rows = await tx.execute(
            sa.select(event_log.c.key)
            .where(event_log.c.event_type.in_(event_types), event_log.c.key > after)
            .distinct()
            .order_by(event_log.c.key)
            .limit(limit)
        )
        return list(rows.scalars())

    async def of(self, tx: Transaction, key: str, event_types: Collection[str]) -> list[BaseEvent]:
        """A player's events that have been heard by whoever counts, oldest first.

        What is yet to be heard will be counted then, so it is left out here.
        """
        heard = sa.exists().where(
            inbox.c.subscription == self._subscription, inbox.c.event_id == event_log.c.event_id
        )
        rows = await tx.execute(
            sa.select(event_log.c.wire)
            .where(
                event_log.c.key == key,
                event_log.c.event_type.in_(event_types),
                sa.or_(sa.not_(event_log.c.pending), heard),
            )
            .order_by(event_log.c.seq)
            .limit(LONGEST_PAST)
        )
        return [self._factory.decode_text(wire) for wire in rows.scalars()]


def _free(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return review.c.finished_at.is_(None), review.c.leased_until <= now
