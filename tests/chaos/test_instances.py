"""Two or three processes on one PostgreSQL: they die, and take each other's work over."""

from __future__ import annotations

import pytest

from domains.core.database import open_database
from tests.chaos import seeds, world
from tests.chaos.schedule import Schedule


@pytest.mark.parametrize("chosen", seeds.portions(50), ids=seeds.name)
async def test_several_instances(prepared_postgres_url: str, chosen: range) -> None:
    database = open_database(prepared_postgres_url)
    await world.prepare(database)

    async def live(seed: int) -> None:
        await world.clear(database)
        await Schedule(database, seed, instances=2 + seed % 2).run()

    await seeds.each(chosen, live)
    await database.close()
