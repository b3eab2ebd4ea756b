"""Awards: besitos for something done, in one transaction each, ten at once.

Ours locks the account, with it looks up plan, streak and boosts, keeps the limits of the day,
writes the lines of besitos and experience, adds to the account and publishes the event. The
bare contestant writes the two lines and adds to the account with the driver: no limit, no
event, no lock.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import sqlalchemy as sa

from domains.core import Kernel
from domains.core.clock import SystemClock
from domains.gamification import module
from domains.gamification.module import GamificationModule
from domains.gamification.points.repository import Accounts
from domains.gamification.points.tables import account, ledger
from domains.gamification.rules import GameRules
from domains.gamification.rules.model import PointRules
from tests.benchmarks.contest import Result, Run, compete
from tests.benchmarks.report import Table
from tests.benchmarks.stage import Stage
from tests.benchmarks.state import AT_ONCE, KEYS_EACH, spread

AWARDS = 200
TURNS = 4
"""In a round: short ones, because what disturbs comes in bursts."""
BASE = 10
OURS, DRIVER = "**an award**", "insert and update, driver alone"
PEOPLE = AT_ONCE * KEYS_EACH
UNBOUND = GameRules(
    points=PointRules(daily_cap=1_000_000, velocity_limit=10_000), level_step=1_000_000
)
"""The limits are kept and cut nothing: both contestants write the same lines."""

LINE = {
    "base_amount": BASE,
    "multiplier_bps": 10_000,
    "raw_amount": BASE,
    "cap_cut": 0,
    "kind": "earned",
    "rule_code": "decision",
    "amount": BASE,
}
_CHANGING = ("account_id", "currency", "idem_key", "occurred_at", "utc_day")
_UPDATE = "UPDATE gamification_account SET balance = balance + {0}, xp = xp + {0} WHERE id = {1}"
_number = itertools.count()

Award = Callable[[int], Awaitable[None]]


def people(count: int) -> list[int]:
    """Who is awarded: in turns one for each who works at once, so that no two wait for a row."""
    return [n % AT_ONCE * KEYS_EACH + n // AT_ONCE % KEYS_EACH + 1 for n in range(count)]


async def ours(opened: Kernel, game: GamificationModule, count: int) -> Run:
    """As a subscriber does it."""

    async def award(user_id: int) -> None:
        async with opened.uow() as tx:
            key = f"ours:{next(_number)}"
            await game.rewards.earn(tx, user_id, BASE, key, "decision", tx.now)

    return Run(count, await spread(people(count), award))


async def by_driver(limit: Any, count: int) -> Run:
    """The limit: the same lines and sums, and nothing else."""
    async with limit as award:
        return Run(count, await spread(people(count), award))


@asynccontextmanager
async def bare_asyncpg(url: str, accounts: dict[int, int]) -> AsyncIterator[Award]:
    """A pool with a connection for each who works; both statements prepared."""
    insert, update = _insert("${}"), _UPDATE.format("$1", "$2")
    size = {"min_size": AT_ONCE, "max_size": AT_ONCE}
    async with asyncpg.create_pool(url, reset=_as_it_is, **size) as pool:

        async def award(user_id: int) -> None:
            now, key = datetime.now(UTC), f"bare:{next(_number)}"
            async with pool.acquire() as connection, connection.transaction():
                for currency in ("besitos", "xp"):
                    values = (accounts[user_id], currency, key, now, now.date())
                    await connection.execute(insert, *LINE.values(), *values)
                await connection.execute(update, BASE, accounts[user_id])

        yield award


async def _as_it_is(_connection: Any) -> None:
    """SQLAlchemy's pool, which ours uses, spares this round trip as well."""


@asynccontextmanager
async def bare_sqlite(url: str, accounts: dict[int, int]) -> AsyncIterator[Award]:
    """The standard library's driver, in place: aiosqlite adds a thread to it and is slower."""
    insert, update = _insert("?"), _UPDATE.format("?1", "?2")
    database = sqlite3.connect(Path(urlsplit(url).path), isolation_level=None)
    database.execute("PRAGMA synchronous = NORMAL")

    async def award(user_id: int) -> None:
        now, key = datetime.now(UTC), f"bare:{next(_number)}"
        day, instant = now.date().isoformat(), now.replace(tzinfo=None).isoformat(" ")
        database.execute("BEGIN IMMEDIATE")
        for currency in ("besitos", "xp"):
            values = (accounts[user_id], currency, key, instant, day)
            database.execute(insert, (*LINE.values(), *values))
        database.execute(update, (BASE, accounts[user_id]))
        database.execute("COMMIT")

    yield award
    database.close()


def _insert(mark: str) -> str:
    names = (*LINE, *_CHANGING)
    marks = ", ".join(mark.format(number) for number in range(1, len(names) + 1))
    return f"INSERT INTO gamification_ledger ({', '.join(names)}) VALUES ({marks})"


async def open_accounts(opened: Kernel) -> dict[int, int]:
    """Everybody's account, open: both contestants find it."""
    async with opened.uow() as tx:
        return {user: (await Accounts().lock(tx, user)).id for user in range(1, PEOPLE + 1)}


async def moved(opened: Kernel) -> tuple[int, int]:
    """Lines written, and besitos that the accounts hold."""
    async with opened.database.reading() as connection:
        lines = await connection.execute(sa.select(sa.func.count()).select_from(ledger))
        sums = await connection.execute(sa.select(sa.func.sum(account.c.balance)))
        return int(lines.scalar() or 0), int(sums.scalar() or 0)


async def _contest(kind: str, url: str, rounds: int, count: int) -> dict[str, Result]:
    opened = Kernel.open(url, SystemClock())
    try:
        await opened.bus.initialize()
        accounts = await open_accounts(opened)
        game = module.build(opened, UNBOUND)
        limit = bare_sqlite if kind == "SQLite" else bare_asyncpg

        async def checked(turn: Any) -> Run:
            before = await moved(opened)
            run: Run = await turn()
            after = await moved(opened)
            if after[0] - before[0] != 2 * count or after[1] - before[1] < count * BASE:
                raise RuntimeError(f"{before} became {after} by {count} awards")
            return run

        return await compete(
            {
                OURS: partial(checked, partial(ours, opened, game, count)),
                DRIVER: partial(checked, lambda: by_driver(limit(url, accounts), count)),
            },
            rounds * TURNS,
        )
    finally:
        await opened.close()


def measure(stage: Stage) -> list[Table]:
    """A table for each database."""
    tables = []
    for kind, url in stage.databases("awards").items():
        results = stage.run(_contest(kind, url, stage.rounds, AWARDS))
        table = Table(f"Awards, {kind}", ("", "awards/s", "of the driver alone"))
        for name, result in results.items():
            ratio = result.ratio(results[DRIVER])
            table.add(name, f"{result.rate:,.0f}", f"{ratio:.2f}")
        tables.append(table)
    return tables
