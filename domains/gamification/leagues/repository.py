"""SQL of leagues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.leaderboards.tables import player, score
from domains.gamification.leagues.model import Member, Seat, order_of_tables, tables_of_round
from domains.gamification.leagues.tables import cohort, member


@dataclass(frozen=True, slots=True)
class Group:
    """Who competes with whom: week, tier and band."""

    week: str
    tier: int
    band: int


class Seats:
    """Tables of thirty, and who sits at them."""

    async def latest(self, tx: Transaction, user_id: int) -> Seat | None:
        """Somebody's newest seat."""
        row = (
            await tx.execute(
                sa.select(member.c.week, member.c.tier, member.c.cohort_id)
                .where(member.c.user_id == user_id)
                .order_by(member.c.week.desc())
                .limit(1)
            )
        ).first()
        return Seat(**row._mapping) if row is not None else None

    async def take(self, tx: Transaction, user_id: int, group: Group, size: int) -> Seat:
        """Seat somebody at the first table with room, in their own order of tables."""
        number = await self._round(tx, group)
        while True:
            for table in order_of_tables(user_id, group.week, tables_of_round(number)):
                cohort_id = await self._sit(tx, group, number, table, size)
                if cohort_id is not None:
                    await self._write(tx, user_id, group, cohort_id)
                    return Seat(group.week, group.tier, cohort_id)
            number += 1

    async def members(self, tx: Transaction, cohort_id: int, board_id: int) -> list[Member]:
        """Everybody of a league with what they have on the week's board."""
        rows = await tx.execute(
            sa.select(
                member.c.user_id,
                sa.func.coalesce(score.c.score, 0).label("score"),
                sa.func.coalesce(score.c.neg_reached, 0).label("neg_reached"),
                sa.func.coalesce(player.c.chosen_alias, player.c.alias, "").label("name"),
                sa.func.coalesce(player.c.is_hidden | player.c.is_banned, sa.false()).label(
                    "is_hidden"
                ),
            )
            .select_from(member)
            .outerjoin(
                score, sa.and_(score.c.board_id == board_id, score.c.user_id == member.c.user_id)
            )
            .outerjoin(player, player.c.user_id == member.c.user_id)
            .where(member.c.cohort_id == cohort_id)
        )
        return [Member(**row._mapping) for row in rows]

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        rows = await tx.execute(sa.select(member).where(member.c.user_id == user_id))
        return {member.name: [dict(row._mapping) for row in rows]}

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Forget somebody. Their table keeps the empty seat. Idempotent."""
        await tx.execute(sa.delete(member).where(member.c.user_id == user_id))

    async def _round(self, tx: Transaction, group: Group) -> int:
        last = await tx.scalar(
            sa.select(sa.func.max(cohort.c.round)).where(
                cohort.c.week == group.week,
                cohort.c.tier == group.tier,
                cohort.c.band == group.band,
            )
        )
        return int(last or 0)

    async def _sit(
        self, tx: Transaction, group: Group, number: int, table: int, size: int
    ) -> int | None:
        new = tx.insert(cohort).values(
            week=group.week,
            tier=group.tier,
            band=group.band,
            round=number,
            seat_table=table,
            seated=1,
        )
        row = await tx.execute(
            new.on_conflict_do_update(
                index_elements=["week", "tier", "band", "round", "seat_table"],
                set_={"seated": cohort.c.seated + 1},
                where=cohort.c.seated < size,
            ).returning(cohort.c.cohort_id)
        )
        found = row.first()
        return int(found.cohort_id) if found is not None else None

    async def _write(self, tx: Transaction, user_id: int, group: Group, cohort_id: int) -> None:
        await tx.execute(
            tx.insert(member).values(
                user_id=user_id, week=group.week, cohort_id=cohort_id, tier=group.tier
            )
        )
