"""Units of work on both databases: atomic, isolated, exact about time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from domains.core import Kernel
from domains.core.database import open_database
from domains.core.store.tables import inbox, instance
from domains.core.unit_of_work import Transaction


async def count(tx: Transaction, table: sa.Table) -> int:
    return int(await tx.scalar(sa.select(sa.func.count()).select_from(table)))


async def test_an_instant_comes_back_as_utc_and_a_naive_one_is_refused(kernel: Kernel) -> None:
    tokyo = datetime(2026, 3, 2, 21, 30, tzinfo=timezone(timedelta(hours=9)))
    async with kernel.uow() as tx:
        await tx.execute(
            sa.insert(inbox).values(subscription="s", event_id=_id(1), handled_at=tokyo)
        )
        stored = await tx.scalar(sa.select(inbox.c.handled_at))
        assert stored == tokyo
        assert stored.tzinfo is UTC
    with pytest.raises(sa.exc.StatementError, match="naive"):
        async with kernel.uow() as tx:
            await tx.execute(
                sa.insert(inbox).values(
                    subscription="s", event_id=_id(2), handled_at=tokyo.replace(tzinfo=None)
                )
            )


async def test_an_exception_leaves_nothing_behind(kernel: Kernel) -> None:
    with pytest.raises(asyncio.CancelledError):
        async with kernel.uow() as tx:
            await tx.execute(
                sa.insert(inbox).values(subscription="s", event_id=_id(1), handled_at=tx.now)
            )
            raise asyncio.CancelledError
    async with kernel.uow.reading() as tx:
        assert await count(tx, inbox) == 0


async def test_conditional_writes_race_to_one_winner(kernel: Kernel) -> None:
    async with kernel.uow() as tx:
        await tx.execute(
            sa.insert(instance).values(
                instance_id=_id(1), host="h", pid=100, alive_at=tx.now, shares=False
            )
        )

    async def take_ten() -> int:
        async with kernel.uow() as tx:
            result = await tx.execute(
                sa.update(instance).where(instance.c.pid >= 10).values(pid=instance.c.pid - 10)
            )
            return result.rowcount

    taken = await asyncio.gather(*(take_ten() for _ in range(30)))
    assert sum(taken) == 10
    async with kernel.uow.reading() as tx:
        assert await tx.scalar(sa.select(instance.c.pid)) == 0


async def test_insert_first_lets_one_of_many_in(kernel: Kernel) -> None:
    async def enter() -> int:
        async with kernel.uow() as tx:
            result = await tx.execute(
                tx.insert(inbox)
                .values(subscription="s", event_id=_id(1), handled_at=tx.now)
                .on_conflict_do_nothing()
            )
            return result.rowcount

    assert sorted(await asyncio.gather(*(enter() for _ in range(20)))) == [0] * 19 + [1]


async def test_a_second_process_on_one_file_waits_its_turn(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/shared.db"
    mine, other = open_database(url), open_database(url)
    async with mine.writing() as connection:
        await connection.execute(sa.text("CREATE TABLE t (x INTEGER)"))
    order: list[str] = []

    async def hold() -> None:
        async with mine.writing() as connection:
            await connection.execute(sa.text("INSERT INTO t VALUES (1)"))
            started.set()
            await asyncio.sleep(0.05)
            order.append("mine")

    async def wait() -> None:
        await started.wait()
        async with other.writing() as connection:
            await connection.execute(sa.text("INSERT INTO t VALUES (2)"))
            order.append("other")

    started = asyncio.Event()
    await asyncio.gather(hold(), wait())
    assert order == ["mine", "other"]
    await mine.close()
    await other.close()


def test_other_databases_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mysql"):
        open_database("mysql://u@h/db")


def _id(number: int) -> UUID:
    return UUID(int=number)
