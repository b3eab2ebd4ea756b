"""SQL of a turn: everything that one decision writes.

On PostgreSQL the parts are one statement, because each would cost a round trip. On SQLite,
which knows no such statement and where none is a trip, they are run one after the other.
What a turn leaves is copied from the run's own row: it is not sent back to where it came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, Insert

from domains.core.database import Prepared, insert_into
from domains.core.unit_of_work import Transaction
from domains.narrative.journal.repository import Records, relate_over
from domains.narrative.journal.tables import checkpoint, decision, relationship
from domains.narrative.repository import HERE, columns_of, save_over, told, update_of
from domains.narrative.tables import run, save
from domains.narrative.turns.model import Moved, Turn

_MADE = {"by_choice": save.c.choice, "for_price": save.c.price}
_DECIDED = {
    "at_run": decision.c.run_id,
    "at_turn": decision.c.turn,
    "whose": decision.c.user_id,
    "in_story": decision.c.story_id,
    "in_chapter": decision.c.chapter_id,
    "at_depth": decision.c.depth,
    "decided": decision.c.decision_id,
    "in_words": decision.c.text,
    "now": decision.c.made_at,
}
_RELATED = {
    "whose": relationship.c.user_id,
    "in_story": relationship.c.story_id,
    "now": relationship.c.updated_at,
}


def _given(columns: Mapping[str, sa.Column[Any]]) -> list[sa.BindParameter[Any]]:
    return [sa.bindparam(name, type_=column.type) for name, column in columns.items()]


@cache
def _keep(dialect: str) -> Insert:
    """What the turn leaves, as the run's row has it."""
    copied = [column.name for column in save.c if column.name not in {"choice", "price"}]
    left = sa.select(*(run.c[name] for name in copied), *_given(_MADE)).where(HERE)
    return save_over(insert_into(save, dialect).from_select([*copied, "choice", "price"], left))


def _decide(is_moved: sa.ColumnElement[bool]) -> sa.Insert:
    made = sa.select(*_given(_DECIDED), sa.false()).where(is_moved)
    return sa.insert(decision).from_select([*_DECIDED.values(), decision.c.is_undone], made)


def _reach(is_moved: sa.ColumnElement[bool]) -> sa.Update:
    """How far the reader ever got, where that is further."""
    return (
        sa.update(checkpoint)
        .where(
            checkpoint.c.user_id == sa.bindparam("whose"),
            checkpoint.c.story_id == sa.bindparam("in_story"),
            checkpoint.c.chapter_id == sa.bindparam("in_chapter"),
            checkpoint.c.furthest_turn <= sa.bindparam("at_depth"),
            is_moved,
        )
        .values(furthest_turn=sa.bindparam("reached"))
    )


def _relate(is_moved: sa.ColumnElement[bool]) -> Insert:
    """Two arrays as rows: characters, and how the reader stands with each."""
    who = sa.bindparam("characters", type_=ARRAY(sa.String))
    how = sa.bindparam("standings", type_=ARRAY(sa.Integer))
    each = sa.func.unnest(who, how).table_valued("character_id", "value").render_derived()
    related = sa.select(*_given(_RELATED), each.c.character_id, each.c.value).where(is_moved)
    names = [*_RELATED.values(), relationship.c.character_id, relationship.c.value]
    return relate_over(insert_into(relationship, "postgresql").from_select(names, related))


@cache
def _at_once(columns: tuple[str, ...]) -> Prepared:
    """How many runs and checkpoints moved; where no run did, nothing else is written."""
    moved = update_of(columns).returning(run.c.run_id).cte("moved")
    is_moved = sa.exists(sa.select(moved.c.run_id))
    reached = _reach(is_moved).returning(checkpoint.c.user_id).cte("reached")
    counts = sa.select(
        sa.select(sa.func.count()).select_from(moved).scalar_subquery().label("moved"),
        sa.select(sa.func.count()).select_from(reached).scalar_subquery().label("reached"),
    )
    parts = _keep("postgresql"), _decide(is_moved), _relate(is_moved)
    names = "kept", "decided", "related"
    return Prepared(
        counts.add_cte(*(part.cte(name) for part, name in zip(parts, names, strict=True)))
    )


@cache
def _move(columns: tuple[str, ...]) -> Prepared:
    return Prepared(update_of(columns).returning(run.c.run_id))


_KEEP = Prepared(_keep("sqlite"))
_DECIDE = Prepared(_decide(sa.true()))
_REACH = Prepared(_reach(sa.true()).returning(checkpoint.c.user_id))


class TurnRows:
    """Turns of runs that the caller has locked."""

    def __init__(self) -> None:
        self._records = Records()

    async def write(self, tx: Transaction, turn: Turn) -> Moved | None:
        """Move the run on and write down what the turn did. None: it is not there any more."""
        before, new = turn.before, turn.new
        moves: dict[str, Any] = {
            "turn": before.turn + 1,
            "depth": before.depth + 1,
            "last_choice": turn.choice.index,
            "last_text": turn.words,
        }
        columns = {**moves, **columns_of(new), "updated_at": tx.now}
        write = self._at_once if tx.dialect == "postgresql" else self._in_turn
        is_new = await write(tx, turn, columns)
        if is_new is None:
            return None
        return Moved(replace(told(before, new), updated_at=tx.now, **moves), is_new)

    async def _at_once(
        self, tx: Transaction, turn: Turn, columns: Mapping[str, Any]
    ) -> bool | None:
        related = {
            "characters": list(turn.relationships),
            "standings": list(turn.relationships.values()),
        }
        given = _moving(turn, columns) | _making(turn) | _deciding(tx, turn) | _reaching(turn)
        [row] = await tx.fetch(_at_once(tuple(columns)), given | related)
        return bool(row.reached) if row.moved else None

    async def _in_turn(
        self, tx: Transaction, turn: Turn, columns: Mapping[str, Any]
    ) -> bool | None:
        before = turn.before
        await tx.run(_KEEP, [_place(turn) | _making(turn)])
        if not await tx.fetch(_move(tuple(columns)), _moving(turn, columns)):
            return None
        await tx.run(_DECIDE, [_deciding(tx, turn)])
        await self._records.relate(tx, before.user_id, before.story_id, turn.relationships)
        return bool(await tx.fetch(_REACH, _reaching(turn)))


def _place(turn: Turn) -> dict[str, Any]:
    return {"at_run": turn.before.run_id, "at_turn": turn.before.turn}


def _moving(turn: Turn, columns: Mapping[str, Any]) -> dict[str, Any]:
    return _place(turn) | {f"new_{name}": value for name, value in columns.items()}


def _making(turn: Turn) -> dict[str, Any]:
    return {"by_choice": turn.choice.index, "for_price": turn.choice.cost}


def _deciding(tx: Transaction, turn: Turn) -> dict[str, Any]:
    return {
        **_place(turn),
        "whose": turn.before.user_id,
        "in_story": turn.before.story_id,
        "in_chapter": turn.before.chapter_id,
        "at_depth": turn.before.depth,
        "decided": turn.choice.id,
        "in_words": turn.words,
        "now": tx.now,
    }


def _reaching(turn: Turn) -> dict[str, Any]:
    before = turn.before
    return {
        "whose": before.user_id,
        "in_story": before.story_id,
        "in_chapter": before.chapter_id,
        "at_depth": before.depth,
        "reached": before.depth + 1,
    }
