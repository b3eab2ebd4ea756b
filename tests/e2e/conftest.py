"""Two houses for the whole session: one polls on SQLite, one takes webhooks on PostgreSQL.

Starting a process costs seconds, so it is done once; tests keep apart by being different people.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.e2e.house import OWNER, House
from tests.e2e.player import Player
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="session")
def polling_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("polling")
    house = House(folder, f"sqlite:///{folder}/diana.db")
    house.open()
    yield house
    house.close()


@pytest.fixture(scope="session")
def webhook_house(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[House]:
    """Two instances; every update goes to one of them at random."""
    url = postgres_server.create_database()
    house = House(tmp_path_factory.mktemp("webhook"), url, webhook=True, instances=2)
    house.open()
    yield house
    house.close()


@pytest.fixture(params=["polling_house", "webhook_house"])
def house(request: pytest.FixtureRequest) -> House:
    found: House = request.getfixturevalue(request.param)
    return found


@pytest.fixture
async def sandbox(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=house.sandbox_url, timeout=60) as client:
        yield client


@pytest.fixture
async def player(sandbox: httpx.AsyncClient, house: House) -> Player:
    return await Player.new(sandbox, house)


@pytest.fixture
def owner(sandbox: httpx.AsyncClient, house: House) -> Player:
    return Player(sandbox, house, OWNER)
