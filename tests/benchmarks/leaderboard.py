"""Boards of a million players: what a reader asks, beside the query everybody writes first."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import perf_counter

import sqlalchemy as sa

from domains.core import Kernel, Transaction
from domains.core.clock import SystemClock
from domains.gamification.leaderboards.loading.service import load
from domains.gamification.leaderboards.model import BoardKind, period_of
from domains.gamification.leaderboards.repository import Boards, Scores
from domains.gamification.leaderboards.tables import score
from tests.benchmarks.contest import Result, Run, compete, differences
from tests.benchmarks.report import MILLI, Table, below
from tests.benchmarks.stage import Stage

USERS = 1_000_000
ASKED, NAIVE_ASKED = 200, 3
"""Questions in a round: a slow contestant gets fewer."""
BAR = 5.0
TOP, RANK, BESIDE, NAIVE = "top 10", "own rank", "two neighbours on each side", "naive own rank"

_ordered = sa.select(
    score.c.user_id,
    sa.func.row_number()
    .over(order_by=(score.c.score.desc(), score.c.neg_reached.desc(), score.c.neg_user.desc()))
    .label("place"),
)

Ask = Callable[[Transaction, int], Awaitable[object]]


class Reader:
    """Asks a board about its players, each question in a transaction of its own."""

    def __init__(self, kernel: Kernel, board_id: int, players: Sequence[int]) -> None:
        self._kernel = kernel
        self._board = board_id
        self._players = players
        self._scores = Scores()

    async def top(self, tx: Transaction, user_id: int) -> object:
        return await self._scores.top(tx, self._board, 10)

    async def rank(self, tx: Transaction, user_id: int) -> int:
        place = (await self._scores.places(tx, user_id, [self._board]))[self._board]
        return await self._scores.rank(tx, self._board, place)

    async def beside(self, tx: Transaction, user_id: int) -> object:
        place = (await self._scores.places(tx, user_id, [self._board]))[self._board]
        return await self._scores.beside(tx, self._board, place, 100, 2)

    async def naive(self, tx: Transaction, user_id: int) -> int:
        ordered = _ordered.where(score.c.board_id == self._board).subquery()
        query = sa.select(ordered.c.place).where(ordered.c.user_id == user_id)
        return int(await tx.scalar(query))

    async def ask(self, question: Ask, count: int) -> Run:
        """About so many players, one after the other."""
        stamps = [perf_counter()]
        for user_id in self._players[:count]:
            async with self._kernel.uow.reading() as tx:
                await question(tx, user_id)
            stamps.append(perf_counter())
        return Run(count, stamps[-1] - stamps[0], differences(stamps))

    async def check(self) -> None:
        """Raises RuntimeError unless both ways find the same place."""
        for user_id in self._players[:NAIVE_ASKED]:
            async with self._kernel.uow.reading() as tx:
                quick, naive = await self.rank(tx, user_id), await self.naive(tx, user_id)
            if quick != naive:
                raise RuntimeError(f"place {quick}, and {naive} by counting")


async def _contest(url: str, rounds: int, users: int) -> tuple[float, dict[str, Result]]:
    kernel = Kernel.open(url, SystemClock())
    began = perf_counter()
    await load(kernel.uow, users, seed=1)
    loaded = perf_counter() - began
    async with kernel.uow.reading() as tx:
        found = await Boards().get(tx, [period_of(BoardKind.ALL, tx.now)])
        board_id = found[BoardKind.ALL].board_id
        rows = await tx.execute(sa.select(score.c.user_id).where(score.c.board_id == board_id))
        players = random.Random(2).sample(rows.scalars().all(), min(ASKED, users))
    reader = Reader(kernel, board_id, players)
    await reader.check()
    turns = {
        TOP: partial(reader.ask, reader.top, ASKED),
        RANK: partial(reader.ask, reader.rank, ASKED),
        BESIDE: partial(reader.ask, reader.beside, ASKED),
        NAIVE: partial(reader.ask, reader.naive, NAIVE_ASKED),
    }
    results = await compete(turns, rounds)
    await kernel.database.close()
    return loaded, results


def measure(stage: Stage) -> list[Table]:
    """A table for each database."""
    tables = []
    for kind, url in stage.databases("leaderboard").items():
        loaded, results = stage.run(_contest(url, stage.rounds, USERS))
        columns = ("", "median ms", "p95 ms", "of naive", "bar")
        table = Table(f"A board of {USERS:,} players, {kind}", columns)
        for name, result in results.items():
            median = result.quantile(0.5) * MILLI
            table.add(
                name,
                f"{median:,.2f}",
                f"{result.quantile(0.95) * MILLI:,.2f}",
                f"{result.slowness(results[NAIVE], 0.5):.4f}",
                "" if name == NAIVE else below(median, BAR, "ms"),
            )
        table.notes.append(f"Loaded in {loaded:,.0f} s: every board, the histogram, statistics.")
        tables.append(table)
    return tables
