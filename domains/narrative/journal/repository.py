"""SQL of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from domains.core.database import Prepared, insert_into
from domains.core.unit_of_work import Transaction
from domains.narrative.engine.run import Run
from domains.narrative.journal.model import Checkpoint, Decision
from domains.narrative.journal.tables import checkpoint, clue, decision, ending, relationship


def relate_over(insert: postgresql.Insert) -> postgresql.Insert:
    """Relationships over those of before."""
    return insert.on_conflict_do_update(
        index_elements=["user_id", "story_id", "character_id"],
        set_={"value": insert.excluded.value, "updated_at": insert.excluded.updated_at},
    )


@cache
def _relate(dialect: str) -> Prepared:
    names = [column.name for column in relationship.c]
    return Prepared(relate_over(insert_into(relationship, dialect)), names)


@cache
def _find(dialect: str) -> Prepared:
    insert = insert_into(clue, dialect).on_conflict_do_nothing()
    return Prepared(insert.returning(clue.c.clue_id), [column.name for column in clue.c])


class Records:
    """What players did and found."""

    async def checkpoint(
        self, tx: Transaction, user_id: int, story_id: str, chapter_id: str
    ) -> Checkpoint | None:
        """Where this player began the chapter; None before they did."""
        row = (
            await tx.execute(sa.select(checkpoint).where(*_place(user_id, story_id, chapter_id)))
        ).first()
        if row is None:
            return None
        return Checkpoint(row.variables, row.furthest_turn, row.completed_at is not None)

    async def set_checkpoint(
        self,
        tx: Transaction,
        user_id: int,
        place: tuple[str, str],
        variables: Mapping[str, object],
    ) -> bool:
        """Remember with what a chapter begins. True when it is the player's first time."""
        story_id, chapter_id = place
        result = await tx.execute(
            tx.insert(checkpoint)
            .values(
                user_id=user_id,
                story_id=story_id,
                chapter_id=chapter_id,
                variables=dict(variables),
                furthest_turn=0,
                started_at=tx.now,
            )
            .on_conflict_do_nothing()
        )
        if result.rowcount == 1:
            return True
        await tx.execute(
            sa.update(checkpoint)
            .where(*_place(user_id, story_id, chapter_id))
            .values(variables=dict(variables))
        )
        return False

    async def complete(self, tx: Transaction, at: Run, ending_id: str | None) -> bool:
        """The player ends the chapter. True when for the first time."""
        if ending_id is not None:
            values = {"user_id": at.user_id, "story_id": at.story_id, "ending_id": ending_id}
            await tx.execute(
                tx.insert(ending).values(reached_at=tx.now, **values).on_conflict_do_nothing()
            )
        result = await tx.execute(
            sa.update(checkpoint)
            .where(
                *_place(at.user_id, at.story_id, at.chapter_id),
                checkpoint.c.completed_at.is_(None),
            )
            .values(completed_at=tx.now)
        )
        return result.rowcount == 1

    async def undo(self, tx: Transaction, run_id: int, depth: int) -> None:
        """What was decided from this depth on does not count any more."""
        await tx.execute(
            sa.update(decision)
            .where(decision.c.run_id == run_id, decision.c.depth >= depth)
            .values(is_undone=True)
        )

    async def was_undone(self, tx: Transaction, run_id: int, depth: int) -> bool:
        """Was a decision of this run taken back here?"""
        here = (decision.c.run_id == run_id, decision.c.depth == depth, decision.c.is_undone)
        return bool(await tx.scalar(sa.select(sa.exists(sa.select(decision.c.turn).where(*here)))))

    async def path(self, tx: Transaction, run_id: int) -> list[Decision]:
        """The decisions that lead to where a run stands, in their order."""
        rows = await tx.execute(
            sa.select(decision.c.decision_id, decision.c.text)
            .where(decision.c.run_id == run_id, ~decision.c.is_undone)
            .order_by(decision.c.depth)
        )
        return [Decision(row.decision_id, row.text) for row in rows]

    async def chapters(self, tx: Transaction, user_id: int, story_id: str) -> dict[str, bool]:
        """The chapters that the player ever began, and whether they ended them."""
        rows = await tx.execute(
            sa.select(checkpoint.c.chapter_id, checkpoint.c.completed_at).where(
                checkpoint.c.user_id == user_id, checkpoint.c.story_id == story_id
            )
        )
        return {row.chapter_id: row.completed_at is not None for row in rows}

    async def relate(
        self, tx: Transaction, user_id: int, story_id: str, values: Mapping[str, int]
    ) -> None:
        """The player stands thus with these characters."""
        standings = [
            {
                "user_id": user_id,
                "story_id": story_id,
                "character_id": character_id,
                "value": value,
                "updated_at": tx.now,
            }
            for character_id, value in values.items()
        ]
        if standings:
            await tx.run(_relate(tx.dialect), standings)

    async def find(self, tx: Transaction, user_id: int, story_id: str, clue_id: str) -> bool:
        """The player finds a clue. True when for the first time."""
        found = {"user_id": user_id, "story_id": story_id, "clue_id": clue_id, "found_at": tx.now}
        return bool(await tx.fetch(_find(tx.dialect), found))

    async def relationships(self, tx: Transaction, user_id: int, story_id: str) -> dict[str, int]:
        """How the player stands with everybody they met."""
        rows = await tx.execute(
            sa.select(relationship.c.character_id, relationship.c.value).where(
                relationship.c.user_id == user_id, relationship.c.story_id == story_id
            )
        )
        return {row.character_id: row.value for row in rows}

    async def clues(self, tx: Transaction, user_id: int, story_id: str) -> frozenset[str]:
        """The clues that the player ever found."""
        rows = await tx.execute(
            sa.select(clue.c.clue_id).where(clue.c.user_id == user_id, clue.c.story_id == story_id)
        )
        return frozenset(row.clue_id for row in rows)

    async def endings(self, tx: Transaction, user_id: int, story_id: str) -> frozenset[str]:
        """The endings that the player ever reached."""
        rows = await tx.execute(
            sa.select(ending.c.ending_id).where(
                ending.c.user_id == user_id, ending.c.story_id == story_id
            )
        )
        return frozenset(row.ending_id for row in rows)


def _place(user_id: int, story_id: str, chapter_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        checkpoint.c.user_id == user_id,
        checkpoint.c.story_id == story_id,
        checkpoint.c.chapter_id == chapter_id,
    )
