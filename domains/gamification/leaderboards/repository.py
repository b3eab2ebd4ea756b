"""SQL of boards. Every question of a reader is answered from an index, whatever the size."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.leaderboards.model import (
    HOUR,
    PAGE,
    PAGES,
    SCORES,
    SLOTS,
    BoardKind,
    Move,
    Period,
    Place,
    Ranked,
    Tally,
)
from domains.gamification.leaderboards.tables import board, player, score, tally

_DOWN = [score.c.score.desc(), score.c.neg_reached.desc(), score.c.neg_user.desc()]
_PLACE = [score.c.score, score.c.neg_reached, score.c.neg_user]


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it is stored."""

    board_id: int
    kind: str
    period: str
    starts_at: datetime | None
    ends_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody as the boards know them."""

    user_id: int
    alias: str
    is_hidden: bool
    is_banned: bool
    chosen_alias: str | None = None
    alias_chosen_at: datetime | None = None

    @property
    def shown_name(self) -> str:
        """What others read: the player's choice, else their name as it came."""
        return self.chosen_alias or self.alias

    @property
    def is_shown(self) -> bool:
        """May others see them?"""
        return not (self.is_hidden or self.is_banned)


class Boards:
    """The editions of the boards."""

    async def get(
        self, tx: Transaction, periods: Collection[Period], *, late: bool = False
    ) -> dict[BoardKind, Board]:
        """Those that exist. `late` keeps them from closing until this transaction ends."""
        keys = [(period.kind.value, period.code) for period in periods]
        query = sa.select(board).where(sa.tuple_(board.c.kind, board.c.period).in_(keys))
        rows = await tx.execute(query.with_for_update(read=True) if late else query)
        return {BoardKind(row.kind): Board(**row._mapping) for row in rows}

    async def open(self, tx: Transaction, periods: Sequence[Period]) -> None:
        """Begin editions, unless somebody else has."""
        rows = [
            {
                "kind": period.kind.value,
                "period": period.code,
                "starts_at": period.starts_at,
                "ends_at": period.ends_at,
            }
            for period in periods
        ]
        await tx.execute(tx.insert(board).values(rows).on_conflict_do_nothing())

    async def due(self, tx: Transaction, ended_by: datetime) -> list[Board]:
        """Editions to close, locked; the oldest first."""
        rows = await tx.execute(
            sa.select(board)
            .where(board.c.ends_at <= ended_by, board.c.closed_at.is_(None))
            .order_by(board.c.ends_at, board.c.board_id)
            .with_for_update()
        )
        return [Board(**row._mapping) for row in rows]

    async def close(self, tx: Transaction, board_id: int) -> bool:
        """Nothing counts for it any more. False when that was so."""
        result = await tx.execute(
            sa.update(board)
            .where(board.c.board_id == board_id, board.c.closed_at.is_(None))
            .values(closed_at=tx.now)
        )
        return result.rowcount == 1

    async def old(self, tx: Transaction, closed_before: datetime) -> list[int]:
        """Closed editions that still have scores."""
        rows = await tx.execute(
            sa.select(board.c.board_id).where(
                board.c.closed_at < closed_before,
                sa.exists().where(score.c.board_id == board.c.board_id),
            )
        )
        return [int(board_id) for board_id in rows.scalars()]


class Players:
    """Names and who is shown: this room's own picture of the people."""

    async def get(self, tx: Transaction, user_id: int) -> Player | None:
        """Somebody, or None."""
        row = (await tx.execute(sa.select(player).where(player.c.user_id == user_id))).first()
        return Player(**row._mapping) if row is not None else None

    async def lock(self, tx: Transaction, user_id: int) -> Player:
        """Somebody, made if need be; nobody else changes them or their scores meanwhile."""
        query = sa.select(player).where(player.c.user_id == user_id).with_for_update()
        row = (await tx.execute(query)).first()
        if row is None:
            new = {"user_id": user_id, "alias": "", "is_hidden": False, "is_banned": False}
            await tx.execute(tx.insert(player).values(new).on_conflict_do_nothing())
            row = (await tx.execute(query)).one()
        return Player(**row._mapping)

    async def change(self, tx: Transaction, user_id: int, **values: Any) -> None:
        """Write new facts about a locked player."""
        await tx.execute(sa.update(player).where(player.c.user_id == user_id).values(values))

    async def many(self, tx: Transaction, user_ids: Collection[int]) -> dict[int, Player]:
        """Those who are known."""
        rows = await tx.execute(sa.select(player).where(player.c.user_id.in_(user_ids)))
        return {row.user_id: Player(**row._mapping) for row in rows}


class Scores:
    """Who has how much, and how many have it. Writers lock the player first."""

    async def places(
        self, tx: Transaction, user_id: int, board_ids: Collection[int] | None = None
    ) -> dict[int, Place]:
        """Somebody's places by board."""
        query = sa.select(score.c.board_id, *_PLACE).where(score.c.user_id == user_id)
        if board_ids is not None:
            query = query.where(score.c.board_id.in_(board_ids))
        rows = await tx.execute(query)
        return {row.board_id: Place(row.score, row.neg_reached, row.neg_user) for row in rows}

    async def write(
        self, tx: Transaction, user_id: int, moves: Sequence[Move], *, is_shown: bool
    ) -> None:
        """Write somebody's places."""
        gone = [move.board_id for move in moves if move.after is None]
        if gone:
            await tx.execute(
                sa.delete(score).where(score.c.user_id == user_id, score.c.board_id.in_(gone))
            )
        rows = [
            {
                "board_id": move.board_id,
                "user_id": user_id,
                "score": move.after.score,
                "neg_reached": move.after.neg_reached,
                "neg_user": -user_id,
                "is_shown": is_shown,
            }
            for move in moves
            if move.after is not None
        ]
        if rows:
            new = tx.insert(score).values(rows)
            changed = {name: new.excluded[name] for name in ("score", "neg_reached", "is_shown")}
            await tx.execute(
                new.on_conflict_do_update(index_elements=["board_id", "user_id"], set_=changed)
            )

    async def count(self, tx: Transaction, changes: Mapping[Tally, int]) -> None:
        """Change the histogram; rows that count nobody go."""
        if not changes:
            return
        names = ("board_id", "level", "score", "slot")
        rows = [
            {**dict(zip(names, key, strict=True)), "members": by} for key, by in changes.items()
        ]
        new = tx.insert(tally).values(rows)
        total = {"members": tally.c.members + new.excluded.members}
        await tx.execute(new.on_conflict_do_update(index_elements=list(names), set_=total))
        left = [key for key, by in changes.items() if by < 0]
        if left:
            key = sa.tuple_(*(tally.c[name] for name in names))
            await tx.execute(sa.delete(tally).where(key.in_(left), tally.c.members <= 0))

    # -- questions of readers ------------------------------------------------------------

    async def top(self, tx: Transaction, board_id: int, limit: int) -> list[Ranked]:
        """The best places."""
        rows = await tx.execute(TOP, {"board": board_id, "most": limit})
        return [
            Ranked(rank, -row.neg_user, row.score) for rank, row in enumerate(rows.all(), start=1)
        ]

    async def rank(self, tx: Transaction, board_id: int, place: Place) -> int:
        """The number of a place: one more than how many shown ones are better."""
        return 1 + int((await tx.execute(BETTER, params_of(board_id, place))).scalar_one())

    async def beside(
        self, tx: Transaction, board_id: int, place: Place, rank: int, count: int
    ) -> tuple[list[Ranked], list[Ranked]]:
        """The `count` places above, best first, and below."""
        params = {**params_of(board_id, place), "most": count}
        above = (await tx.execute(ABOVE, params)).all()
        below = (await tx.execute(BELOW, params)).all()
        return (
            [
                Ranked(rank - back, -row.neg_user, row.score)
                for back, row in reversed(list(enumerate(above, start=1)))
            ],
            [Ranked(rank + on, -row.neg_user, row.score) for on, row in enumerate(below, start=1)],
        )

    async def players(self, tx: Transaction, board_id: int) -> int:
        """How many are shown."""
        total = sa.select(sa.func.sum(tally.c.members)).where(
            tally.c.board_id == board_id, tally.c.level == PAGES
        )
        return int(await tx.scalar(total) or 0)


def params_of(board_id: int, place: Place) -> dict[str, int]:
    """What the statements about a place must be told."""
    return {
        "board": board_id,
        "score": place.score,
        "reached": place.neg_reached,
        "user": place.neg_user,
        "page": place.score // PAGE,
        "page_ends": (place.score // PAGE + 1) * PAGE,
        "slot": place.slot,
        "slot_begins": -place.slot * HOUR,
    }


# Part of every board that is looked at, so built once.
def _param(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.BigInteger())


_SHOWN = sa.and_(score.c.board_id == _param("board"), score.c.is_shown)
_MINE = sa.tuple_(_param("score"), _param("reached"), _param("user"))
_MOST = sa.bindparam("most", type_=sa.Integer())


def _members(level: int, *where: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    total = sa.select(sa.func.coalesce(sa.func.sum(tally.c.members), 0)).where(
        tally.c.board_id == _param("board"), tally.c.level == level, *where
    )
    return total.scalar_subquery()


def _same_hour() -> sa.ColumnElement[int]:
    mine = sa.tuple_(_param("reached"), _param("user"))
    count = (
        sa.select(sa.func.count())
        .select_from(score)
        .where(
            _SHOWN,
            score.c.score == _param("score"),
            sa.tuple_(score.c.neg_reached, score.c.neg_user) > mine,
            score.c.neg_reached <= _param("slot_begins"),
        )
    )
    return count.scalar_subquery()


TOP = sa.select(*_PLACE).where(_SHOWN).order_by(*_DOWN).limit(_MOST)
ABOVE = sa.select(*_PLACE).where(_SHOWN, sa.tuple_(*_PLACE) > _MINE).order_by(*_PLACE).limit(_MOST)
BELOW = sa.select(*_PLACE).where(_SHOWN, sa.tuple_(*_PLACE) < _MINE).order_by(*_DOWN).limit(_MOST)
BETTER = sa.select(
    _members(PAGES, tally.c.score > _param("page"))
    + _members(SCORES, tally.c.score > _param("score"), tally.c.score < _param("page_ends"))
    + _members(SLOTS, tally.c.score == _param("score"), tally.c.slot < _param("slot"))
    + _same_hour()
)
"""How many shown places are better: whole pages, scores, hours, then single places."""
