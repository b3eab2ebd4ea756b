"""Statements of the hot path: what SQLAlchemy would have run, by the driver itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from domains.core import Kernel
from domains.core.database import DatabaseError, Prepared, UtcDateTime
from domains.core.store.tables import event_log, inbox

NAMES = [column.name for column in event_log.c if column.name != "seq"]
STORE = Prepared(sa.insert(event_log), NAMES)
READ = sa.select(event_log).where(
    event_log.c.event_id == sa.bindparam("wanted"), event_log.c.claims >= 0
)
LATER = datetime(2026, 3, 2, 21, 30, tzinfo=timezone(timedelta(hours=9)))


def row(number: int, **values: Any) -> dict[str, Any]:
    return {
        "event_id": UUID(int=number),
        "event_type": "t",
        "key": "naïve ⚑ 'key'",
        "correlation_id": "c",
        "occurred_at": LATER,
        "wire": "{}",
        "pending": True,
        "origin": UUID(int=1),
        "owner": UUID(int=2),
        "partition": 3,
        "claims": 0,
    } | values


async def test_rows_are_those_of_sqlalchemy_in_every_type(kernel: Kernel) -> None:
    async with kernel.uow() as tx:
        await tx.run(STORE, [row(7), row(8, pending=False)])
    async with kernel.uow.reading() as tx:
        for number in (7, 8):
            wanted = {"wanted": UUID(int=number)}
            theirs = (await tx.execute(READ, wanted)).one()
            [ours] = await tx.fetch(Prepared(READ), wanted)
            assert tuple(ours) == tuple(theirs)
            assert ours._fields == tuple(theirs._fields)
            assert [type(value) for value in ours] == [type(value) for value in theirs]
        assert ours.occurred_at == LATER
        assert ours.occurred_at.tzinfo is UTC


async def test_nothing_found_is_no_row(kernel: Kernel) -> None:
    async with kernel.uow.reading() as tx:
        assert await tx.fetch(Prepared(READ), {"wanted": UUID(int=9)}) == []


async def test_what_it_wrote_goes_with_its_transaction(kernel: Kernel) -> None:
    with pytest.raises(RuntimeError, match="after all"):
        async with kernel.uow() as tx:
            await tx.run(STORE, [row(7)])
            assert await tx.fetch(Prepared(READ), {"wanted": UUID(int=7)})
            raise RuntimeError("after all")
    async with kernel.uow.reading() as tx:
        assert await tx.fetch(Prepared(READ), {"wanted": UUID(int=7)}) == []


async def test_a_refusal_of_the_database_is_told_as_sqlalchemy_tells_it(kernel: Kernel) -> None:
    with pytest.raises(sa.exc.IntegrityError) as refused:
        async with kernel.uow() as tx:
            await tx.run(STORE, [row(7), row(7)])
    assert isinstance(refused.value, DatabaseError)
    assert "naïve" not in str(refused.value), "values of a statement may be somebody's words"
    async with kernel.uow() as tx:  # and the connection is as good as before
        await tx.run(STORE, [row(7)])


async def test_a_statement_that_is_wrong_is_refused_as_well(kernel: Kernel) -> None:
    nowhere = Prepared(sa.select(sa.column("a")).select_from(sa.table("core_nowhere")))
    with pytest.raises(DatabaseError):
        async with kernel.uow() as tx:
            await tx.fetch(nowhere, {})


async def test_returned_columns_are_ours_too(kernel: Kernel) -> None:
    entered = Prepared(
        sa.insert(inbox).returning(inbox.c.event_id, inbox.c.handled_at),
        [column.name for column in inbox.c],
    )
    async with kernel.uow() as tx:
        [found] = await tx.fetch(
            entered, {"subscription": "s", "event_id": UUID(int=7), "handled_at": LATER}
        )
    assert found == (UUID(int=7), LATER)


async def test_a_naive_instant_is_refused(kernel: Kernel) -> None:
    with pytest.raises(ValueError, match="naive"):
        async with kernel.uow() as tx:
            await tx.run(STORE, [row(7, occurred_at=LATER.replace(tzinfo=None))])


async def test_a_parameter_that_is_missing_is_named(kernel: Kernel) -> None:
    with pytest.raises(KeyError, match="wanted"):
        async with kernel.uow.reading() as tx:
            await tx.fetch(Prepared(READ), {})


_dated = sa.Table(
    "dated",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime, default=lambda: LATER, onupdate=lambda: LATER),
)


@pytest.mark.parametrize(
    ("statement", "columns", "why"),
    [
        (sa.insert(_dated), ["id"], "default"),
        (sa.update(_dated), ["id"], "default"),
        (sa.select(_dated).where(_dated.c.id.in_([1, 2])), (), "list"),
    ],
)
def test_what_only_sqlalchemy_can_do_is_refused(
    statement: sa.ClauseElement, columns: list[str], why: str
) -> None:
    with pytest.raises(TypeError, match=why):
        Prepared(statement, columns).on(sqlite.dialect())
