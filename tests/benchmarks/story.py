"""The story: the engine beside bare bink, a turn beside its row's update, memory of a chapter."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import sqlalchemy as sa
from bink.story import Story

from domains.core import Kernel
from domains.core.clock import SystemClock
from domains.core.database import Connection
from domains.narrative import module
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.ink_python_engine import InkPythonEngine
from domains.narrative.engine.interface import StoryEngine, Told
from domains.narrative.engine.library import StoryLibrary, StoryVersion
from domains.narrative.engine.run import StoryView
from domains.narrative.module import MAIN_STORY, NarrativeModule
from domains.narrative.tables import run as run_table
from tests.benchmarks.contest import Result, Run, compete
from tests.benchmarks.report import Table, at_least
from tests.benchmarks.stage import Stage

READERS = 10
"""At the same time; each waits for the own turn only."""
TURNS_EACH = 8
"""Of a chapter that is ten long or longer: nobody comes to its end, where a turn is more."""
HALF_WAY = 4
"""Turns after which the state is as large as it is on the average of a chapter."""
STRETCHES = 4
"""In a round: short ones, because what disturbs comes in bursts."""
ENGINE_TURNS = 3_000
OURS, BARE_BINK, FALLBACK = "**engine and save**", "bare bink", "engine and save, inkpython"
ENOUGH_TURNS = 2_000
SERVICE, BARE_ROW = "**a turn of the service**", "its row read, locked and updated"
PREPARED = "the same, its statements built once"
BAR = 0.5
CHAPTER = "ch1"


def _story() -> StoryVersion:
    return StoryLibrary.load().story(MAIN_STORY)


def by_engine(engine: StoryEngine, story: StoryVersion, turns: int) -> Run:
    """Load, choose, continue, check, mend and save, from one saved state to the next."""
    chapter = story.chapter(CHAPTER)
    dice = random.Random(1)
    told: Told | None = None
    began = process_time()
    for _ in range(turns):
        if told is None or told.scene.ended:
            told = engine.start(chapter, seed=1)
        offered = [choice.text for choice in told.scene.choices]
        told = engine.choose(chapter, told.saved, dice.randrange(len(offered)), offered=offered)
    return Run(turns, process_time() - began)


def by_bare_bink(story: StoryVersion, turns: int) -> Run:
    """The same choices on one Story object, loaded and saved each time; nothing is checked."""
    bare: Any = Story(story.chapter(CHAPTER).json)
    dice = random.Random(1)
    state = ""
    began = process_time()
    for _ in range(turns):
        if not state:
            bare.reset_state()
            bare.continue_maximally()
            state = bare.save_state()
        bare.load_state(state)
        choices = list(bare.get_current_choices())
        bare.choose_choice_index(dice.randrange(len(choices)))
        bare.continue_maximally()
        state = bare.save_state() if list(bare.get_current_choices()) else ""
    return Run(turns, process_time() - began)


async def _now(measured: Callable[[], Run]) -> Run:
    return measured()


async def _engines(rounds: int) -> dict[str, Result]:
    story, bink, python = _story(), BinkEngine(), InkPythonEngine()
    return await compete(
        {
            OURS: partial(_now, partial(by_engine, bink, story, ENGINE_TURNS)),
            BARE_BINK: partial(_now, partial(by_bare_bink, story, ENGINE_TURNS)),
            FALLBACK: partial(_now, partial(by_engine, python, story, ENGINE_TURNS // 10)),
        },
        rounds,
    )


_ROW = (
    sa.select(run_table)
    .where(run_table.c.user_id == sa.bindparam("reader"), run_table.c.is_current)
    .with_for_update()
)
_BACK = (
    sa.update(run_table)
    .where(
        run_table.c.run_id == sa.bindparam("at_run"), run_table.c.turn == sa.bindparam("at_turn")
    )
    .values(
        turn=sa.bindparam("to_turn"),
        state=sa.bindparam("new_state"),
        page=sa.bindparam("new_page"),
    )
)


class Reading:
    """Readers of the story, new ones for every turn of the contest."""

    def __init__(self, opened: Kernel, house: NarrativeModule) -> None:
        self._opened = opened
        self._house = house
        self._next = 1

    async def by_service(self) -> Run:
        """Everything a turn does, its events stored; delivery has nobody to go to."""
        readers = self._newcomers()
        views = [await self._house.service.open(reader, "en") for reader in readers]

        async def read(reader: int, index: int) -> None:
            await self._read_on(reader, views[index], TURNS_EACH)

        return await _together(readers, read)

    async def by_bare_row(self) -> Run:
        """SQLAlchemy as its manual writes it: the row read and locked, then written back, commit.

        What is written is as large as what was read, and that as large as in the service.
        """

        async def update(connection: Connection, reader: int) -> None:
            mine = sa.and_(run_table.c.user_id == reader, run_table.c.is_current)
            query = sa.select(run_table).where(mine).with_for_update()
            row = (await connection.execute(query)).one()
            await connection.execute(
                sa.update(run_table)
                .where(run_table.c.run_id == row.run_id, run_table.c.turn == row.turn)
                .values(turn=row.turn + 1, state=row.state, page=row.page)
            )

        return await self._rows(update)

    async def by_prepared_row(self) -> Run:
        """The same, its statements built once, as ours are."""

        async def update(connection: Connection, reader: int) -> None:
            row = (await connection.execute(_ROW, {"reader": reader})).one()
            place = {"at_run": row.run_id, "at_turn": row.turn}
            new = {"to_turn": row.turn + 1, "new_state": row.state, "new_page": row.page}
            await connection.execute(_BACK, place | new)

        return await self._rows(update)

    async def _rows(self, update: Callable[[Connection, int], Awaitable[None]]) -> Run:
        readers = self._newcomers()
        for reader in readers:
            view = await self._house.service.open(reader, "en")
            await self._read_on(reader, view, HALF_WAY)

        async def read(reader: int, _index: int) -> None:
            for _ in range(TURNS_EACH):
                async with self._opened.database.writing() as connection:
                    await update(connection, reader)

        return await _together(readers, read)

    async def _read_on(self, reader: int, view: StoryView, turns: int) -> None:
        dice = random.Random(reader)
        for _ in range(turns):
            step = await self._house.service.choose(
                reader,
                run_id=view.run_id,
                turn=view.turn,
                choice=dice.randrange(len(view.choices)),
                language="en",
            )
            view = step.view

    def _newcomers(self) -> list[int]:
        readers = list(range(self._next, self._next + READERS))
        self._next += READERS
        return readers


async def _together(readers: list[int], read: Callable[[int, int], Any]) -> Run:
    began = perf_counter()
    await asyncio.gather(*(read(reader, index) for index, reader in enumerate(readers)))
    return Run(len(readers) * TURNS_EACH, perf_counter() - began)


async def _contest(url: str, rounds: int) -> dict[str, Result]:
    opened = Kernel.open(url, SystemClock())
    try:
        house = module.build(opened)
        await opened.bus.initialize()
        async with opened.uow() as tx:
            await house.versions.seed(tx)
        reading = Reading(opened, house)
        contestants = {
            SERVICE: reading.by_service,
            BARE_ROW: reading.by_bare_row,
            PREPARED: reading.by_prepared_row,
        }
        return await compete(contestants, rounds * STRETCHES)
    finally:
        await opened.close()


def _resident_kib() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


def _memory() -> Table:
    story, engine = _story(), BinkEngine()
    before = _resident_kib()
    for about in story.manifest.chapters:
        for language in story.manifest.languages:
            engine.start(story.chapter(about.id, language), seed=1)
    count = len(story.manifest.chapters) * len(story.manifest.languages)
    table = Table("Story, memory", ("", "KiB"))
    each = (_resident_kib() - before) / count
    table.add(f"one loaded chapter, mean of {count}", f"{each:,.0f}")
    return table


def measure(stage: Stage) -> list[Table]:
    """The engine, a turn on each database, and memory."""
    memory = _memory()
    results = stage.run(_engines(stage.rounds))
    engine = Table("Story, engine", ("", "turns/s", "ratio", "bar"))
    for name, result in results.items():
        bar = at_least(result.rate, ENOUGH_TURNS) if name == OURS else ""
        ratio = f"{result.rate / results[BARE_BINK].rate:.2f}"
        engine.add(name, f"{result.rate:,.0f}", ratio, bar)
    tables = [engine]
    for kind, url in stage.databases("story").items():
        turns = stage.run(_contest(url, stage.rounds))
        table = Table(f"Story, {kind}", ("", "turns/s", "ratio", "bar"))
        for name, result in turns.items():
            ratio_to_row = result.ratio(turns[BARE_ROW])
            is_barred = name == SERVICE and kind == "PostgreSQL"
            bar = at_least(ratio_to_row, BAR) if is_barred else ""
            table.add(name, f"{result.rate:,.0f}", f"{ratio_to_row:.2f}", bar)
        tables.append(table)
    return [*tables, memory]
