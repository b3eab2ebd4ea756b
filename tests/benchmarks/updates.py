"""Updates per second through the whole bot, without a network, beside bare aiogram."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from time import perf_counter

from aiogram import Bot, Dispatcher, Router
from aiogram.filters import Command
from aiogram.types import Message, Update

from bot.app import App, open_app
from bot.dispatcher import routers
from bot.migrate import migrate
from bot.settings import Settings
from domains.core.clock import SystemClock
from tests.benchmarks.contest import Result, Run, compete
from tests.benchmarks.report import Table
from tests.benchmarks.stage import Stage
from tests.benchmarks.telegram import InstantSession, command

TOKEN = f"42:{'bench' * 8}"
PEOPLE = 50
UPDATES = 1_000

Contestant = Callable[[int], Awaitable[float]]
"""Handles so many updates; gives the seconds it took."""


def handlers() -> int:
    """How many handlers our routers hold."""
    return sum(
        len(observer.handlers) for router in routers() for observer in router.observers.values()
    )


@asynccontextmanager
async def bare_aiogram(folder: Path) -> AsyncIterator[Contestant]:
    """As many handlers as we have; the last one runs one indexed select and answers."""
    database = sqlite3.connect(folder / "bare.db")
    database.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
    database.executemany(
        "INSERT INTO person VALUES (?, 'Vera')", [(n,) for n in range(1, PEOPLE + 1)]
    )
    router = Router()

    async def answer(message: Message) -> None:
        user_id = message.chat.id
        database.execute("SELECT name FROM person WHERE id = ?", (user_id,)).fetchone()
        await message.answer("ok")

    for number in range(handlers() - 1):
        router.message.register(answer, Command(f"unused{number}"))
    router.message.register(answer, Command("streak"))
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    bot = Bot(TOKEN, session=InstantSession())

    async def handle(count: int) -> float:
        raws = [command(n, n % PEOPLE + 1, "/streak") for n in range(count)]
        started = perf_counter()
        for raw in raws:
            await dispatcher.feed_update(bot, Update.model_validate(raw, context={"bot": bot}))
        return perf_counter() - started

    yield handle
    database.close()


@asynccontextmanager
async def whole_bot(database_url: str) -> AsyncIterator[Contestant]:
    """Stored, ordered, recognised, answered, marked done: everything but the network."""
    await asyncio.to_thread(migrate, database_url)
    settings = Settings(_env_file=None, database_url=database_url)
    session = InstantSession()
    async with open_app(
        settings, SystemClock(), token=TOKEN, api_url="http://127.0.0.1:9", session=session
    ) as app:
        await _everybody_comes_in(app)
        last = PEOPLE

        async def handle(count: int) -> float:
            nonlocal last
            raws = [command(last + n, n % PEOPLE + 1, "/streak") for n in range(1, count + 1)]
            last += count
            started = perf_counter()
            for at in range(0, count, PEOPLE):
                await app.intake.accept(raws[at : at + PEOPLE])
            await app.intake.settle()
            return perf_counter() - started

        yield handle


async def _everybody_comes_in(app: App) -> None:
    for number in range(1, PEOPLE + 1):
        await app.intake.accept([command(number, number, "/start")])
    await app.intake.settle()
    await app.kernel.bus.settle()


async def _contest(stage: Stage, postgres_url: str) -> dict[str, Result]:
    async with (
        bare_aiogram(stage.folder) as bare,
        whole_bot(f"sqlite:///{stage.folder}/whole.db") as on_sqlite,
        whole_bot(postgres_url) as on_postgres,
    ):
        contestants = {
            "bare aiogram + one select": bare,
            "whole bot, SQLite": on_sqlite,
            "whole bot, PostgreSQL": on_postgres,
        }
        return await compete(
            {label: partial(_turn, contestant) for label, contestant in contestants.items()},
            stage.rounds,
        )


async def _turn(contestant: Contestant) -> Run:
    return Run(UPDATES, await contestant(UPDATES))


def measure(stage: Stage) -> list[Table]:
    """Updates per second of each contestant."""
    results = stage.run(_contest(stage, stage.postgres.create_database()))
    base = next(iter(results.values()))
    table = Table("Updates per second", ("contestant", "updates/s", "ratio"))
    for label, result in results.items():
        table.add(label, f"{result.rate:,.0f}", f"{result.ratio(base):.2f}")
    return [table]
