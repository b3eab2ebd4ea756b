"""SQL of the narrative module: where players stand, and where they stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from domains.core.database import Prepared, insert_into
from domains.core.unit_of_work import Transaction
from domains.narrative.engine.interface import SavedState
from domains.narrative.engine.run import Alarm, NewPage, Run, Save
from domains.narrative.engine.view import Page
from domains.narrative.readers.repository import READER, reader_of
from domains.narrative.readers.tables import reader
from domains.narrative.tables import run, save
from domains.narrative.versions.tables import version

KEPT_SAVES = 5
"""Decisions that can be taken back, one after the other."""

_MADE_OF_SEVERAL = {"saved", "page", "alarm", "reader"}
_FIELDS = {
    name: version.c.sha256.label(name) if name == "newest" else run.c[name]
    for name in Run.__dataclass_fields__
    if name not in _MADE_OF_SEVERAL
}
"""What is a field of a run as it is in its row, in this order."""
_PARTS = [column for column in run.c if column.name not in _FIELDS]
_NO_ALARM = {"alarm_at": None, "alarm_id": None, "alarm_is_wait": None}

# Who waited for the run's lock sees the run as it is then, but what is joined as it was before:
# good enough for a version and a reader, not for a payment.
_PLACE = sa.select(*_FIELDS.values(), *_PARTS, *READER).select_from(
    run.outerjoin(
        version, sa.and_(version.c.story_id == run.c.story_id, version.c.retired_at.is_(None))
    ).outerjoin(reader, reader.c.user_id == run.c.user_id)
)

# Statements of every turn are built once: building costs more than running them.
_BY_ID = _PLACE.where(run.c.run_id == sa.bindparam("wanted"))
_CURRENT = _PLACE.where(
    run.c.user_id == sa.bindparam("reader"),
    run.c.story_id == sa.bindparam("story"),
    run.c.is_current,
)
_OPEN = _PLACE.where(
    run.c.user_id == sa.bindparam("reader"),
    run.c.story_id == sa.func.coalesce(reader.c.book, sa.bindparam("story")),
    run.c.is_current,
)
# Of an outer join only this side can be locked.
_BY_ID_LOCKED = Prepared(_BY_ID.with_for_update(of=run))
_CURRENT_LOCKED = _CURRENT.with_for_update(of=run)
_OPEN_LOCKED = _OPEN.with_for_update(of=run)


HERE = sa.and_(
    run.c.run_id == sa.bindparam("at_run"),
    run.c.turn == sa.bindparam("at_turn"),
    run.c.is_current,
)
"""A run that has not moved since it was read."""


@cache
def update_of(columns: tuple[str, ...]) -> sa.Update:
    """Write these columns, given as `new_<column>`, of the run that is still `HERE`."""
    return sa.update(run).where(HERE).values({n: sa.bindparam(f"new_{n}") for n in columns})


def save_over(insert: postgresql.Insert) -> postgresql.Insert:
    """Keep a place over what an undone decision has left there."""
    key = ("run_id", "depth")
    names = [column.name for column in save.c if column.name not in key]
    fresh = {name: insert.excluded[name] for name in names}
    return insert.on_conflict_do_update(index_elements=key, set_=fresh)


_FORGET = Prepared(
    sa.delete(save).where(
        save.c.run_id == sa.bindparam("of_run"), save.c.depth < sa.bindparam("oldest")
    )
)


@cache
def _keep(dialect: str) -> postgresql.Insert:
    return save_over(insert_into(save, dialect))


class Runs:
    """Players' places in the story."""

    async def current(
        self, tx: Transaction, user_id: int, story_id: str, *, lock: bool = False
    ) -> Run | None:
        """The player's present run. With `lock` nobody else moves it until we commit."""
        query = _CURRENT_LOCKED if lock else _CURRENT
        return _run((await tx.execute(query, {"reader": user_id, "story": story_id})).first())

    async def open(
        self, tx: Transaction, user_id: int, house_story: str, *, lock: bool = False
    ) -> Run | None:
        """The present run of the story that the player has open: the house's until they choose."""
        query = _OPEN_LOCKED if lock else _OPEN
        return _run((await tx.execute(query, {"reader": user_id, "story": house_story})).first())

    async def locked(self, tx: Transaction, run_id: int) -> Run | None:
        """The run of this id, present or past, locked."""
        if not 0 < run_id < 2**63:  # a forged button's number is no run, not a crash
            return None
        return _run(await tx.first(_BY_ID_LOCKED, {"wanted": run_id}))

    async def get(self, tx: Transaction, run_id: int) -> Run | None:
        """The run of this id, present or past."""
        return _run((await tx.execute(_BY_ID, {"wanted": run_id})).first())

    async def set_aside(
        self, tx: Transaction, user_id: int, story_id: str, chapter_id: str
    ) -> Run | None:
        """The newest run of a chapter that was left in the middle."""
        query = (
            _PLACE.where(
                run.c.user_id == user_id,
                run.c.story_id == story_id,
                run.c.chapter_id == chapter_id,
                ~run.c.is_current,
                run.c.state != "",
            )
            .order_by(run.c.run_id.desc())
            .limit(1)
        )
        return _run((await tx.execute(query)).first())

    async def begin(
        self, tx: Transaction, user_id: int, place: tuple[str, str], seed: int, new: NewPage
    ) -> bool:
        """Make a current run at `place`: story and chapter. False: there is one already."""
        story_id, chapter_id = place
        result = await tx.execute(
            tx.insert(run)
            .values(
                user_id=user_id,
                story_id=story_id,
                chapter_id=chapter_id,
                seed=seed,
                turn=0,
                depth=0,
                is_current=True,
                started_at=tx.now,
                updated_at=tx.now,
                **columns_of(new),
            )
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def place(self, tx: Transaction, before: Run, depth: int, new: NewPage) -> Run | None:
        """Back to an earlier decision, or to where a replay led: another turn, same run."""
        moves: dict[str, Any] = {
            "turn": before.turn + 1,
            "depth": depth,
            "last_choice": None,
            "last_text": None,
        }
        if not await self._move(tx, before, **moves, **columns_of(new)):
            return None
        return replace(told(before, new), updated_at=tx.now, **moves)

    async def retell(self, tx: Transaction, before: Run, new: NewPage) -> Run | None:
        """The same turn in other words. None when the run has moved meanwhile."""
        new = replace(new, alarm=before.alarm)
        return told(before, new) if await self._move(tx, before, **columns_of(new)) else None

    async def open_doors(self, tx: Transaction, before: Run) -> Run | None:
        """Whatever the page waited for is over."""
        if not await self._move(tx, before, **_NO_ALARM):
            return None
        return replace(before, alarm=None)

    async def touch(self, tx: Transaction, before: Run) -> None:
        """The reader is back."""
        await self._move(tx, before)

    async def leave(self, tx: Transaction, before: Run, *, keep: bool = False) -> bool:
        """The run is over; with `keep` the reader may come back to it."""
        over: dict[str, Any] = {"is_current": False, **_NO_ALARM}
        if not keep:
            over["state"] = ""
            await tx.execute(sa.delete(save).where(save.c.run_id == before.run_id))
        return await self._move(tx, before, **over)

    async def take_up(self, tx: Transaction, before: Run) -> None:
        """A run that was set aside is the current one; the one before it must be left."""
        await tx.execute(
            sa.update(run)
            .where(run.c.run_id == before.run_id)
            .values(is_current=True, turn=before.turn + 1, last_choice=None, updated_at=tx.now)
        )

    async def _move(self, tx: Transaction, before: Run, **columns: Any) -> bool:
        columns["updated_at"] = tx.now
        values = {f"new_{name}": value for name, value in columns.items()}
        place = {"at_run": before.run_id, "at_turn": before.turn}
        result = await tx.execute(update_of(tuple(columns)), {**place, **values})
        return result.rowcount == 1


class Saves:
    """Where runs stood before their last decisions."""

    async def forget_old(self, tx: Transaction, before: Run) -> None:
        """A decision of this run is the latest now: too old ones go, now and then."""
        if before.depth and before.depth % KEPT_SAVES == 0:
            oldest = before.depth - KEPT_SAVES
            await tx.run(_FORGET, [{"of_run": before.run_id, "oldest": oldest}])

    async def restore(self, tx: Transaction, at: Run, kept: Iterable[Save]) -> None:
        """Write places of a run down, over what may be there."""
        for one in kept:
            values = {
                "run_id": at.run_id,
                "depth": one.depth,
                "user_id": at.user_id,
                "state": one.saved.json,
                "checksum": one.saved.checksum,
                "page": one.page.model_dump_json(exclude_defaults=True),
                "language": one.language,
                "choice": one.choice,
                "price": one.price,
            }
            await tx.execute(_keep(tx.dialect), values)

    async def before(self, tx: Transaction, at: Run) -> Save | None:
        """Where the run stood before its last decision; None at the start, or long ago."""
        query = sa.select(save).where(save.c.run_id == at.run_id, save.c.depth == at.depth - 1)
        row = (await tx.execute(query)).first()
        if row is None:
            return None
        return Save(
            depth=row.depth,
            saved=SavedState(row.state, row.checksum),
            page=Page.model_validate_json(row.page),
            language=row.language,
            choice=row.choice,
            price=row.price,
        )


def told(before: Run, new: NewPage) -> Run:
    """The run with another page."""
    return replace(
        before,
        version=new.version,
        shape=new.shape,
        language=new.language,
        saved=new.saved,
        page=new.page,
        alarm=new.alarm,
    )


def columns_of(new: NewPage) -> dict[str, Any]:
    """A page as columns of its run."""
    alarm = new.alarm
    return {
        "version": new.version,
        "shape": new.shape,
        "language": new.language,
        "state": new.saved.json,
        "checksum": new.saved.checksum,
        "page": new.page.model_dump_json(exclude_defaults=True),
        "alarm_at": alarm.at if alarm else None,
        "alarm_id": alarm.event_id if alarm else None,
        "alarm_is_wait": alarm.is_wait if alarm else None,
    }


def _run(row: Any | None) -> Run | None:
    if row is None:
        return None
    alarm = None
    if row.alarm_id is not None:
        alarm = Alarm(row.alarm_at, row.alarm_id, bool(row.alarm_is_wait))
    return Run(
        **dict(zip(_FIELDS, row, strict=False)),
        saved=SavedState(row.state, row.checksum),
        page=Page.model_validate_json(row.page),
        alarm=alarm,
        reader=reader_of(row.user_id, row),
    )
