"""One process at a time: whatever goes wrong, nothing is lost, doubled or out of order."""

from __future__ import annotations

import pytest

from domains.core.database import open_database
from tests.chaos import seeds, world
from tests.chaos.schedule import Schedule


async def live_through(url: str, chosen: range) -> None:
    database = open_database(url)
    await world.prepare(database)

    async def live(seed: int) -> None:
        await world.clear(database)
        await Schedule(database, seed).run()

    try:
        await seeds.each(chosen, live)
    finally:
        await database.close()


@pytest.mark.parametrize("chosen", seeds.portions(200), ids=seeds.name)
async def test_on_sqlite(prepared_sqlite_url: str, chosen: range) -> None:
    await live_through(prepared_sqlite_url, chosen)


@pytest.mark.parametrize("chosen", seeds.portions(70), ids=seeds.name)
async def test_on_postgres(prepared_postgres_url: str, chosen: range) -> None:
    await live_through(prepared_postgres_url, chosen)
