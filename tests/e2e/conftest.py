"""Houses for the whole session: one polls on SQLite, two take webhooks on PostgreSQL.

One of the latter shares its work over Redis. Only what the wide path can change runs there too:
what is marked `in_all_houses`, and its own tests (test_wide_path.py).

Starting a process costs seconds, so it is done once; tests keep apart by being different people.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.e2e.house import OWNER, House
from tests.e2e.player import Player
from tests.support.postgres import PostgresServer
from tests.support.valkey import UnrulyRedis, unruly_redis


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


@pytest.fixture(scope="session")
def house_redis() -> Iterator[UnrulyRedis]:
    """The wide house's own Redis. It saves nothing: killed, it comes back empty."""
    with unruly_redis(saves=False) as server:
        yield server


@pytest.fixture(scope="session")
def wide_house(
    tmp_path_factory: pytest.TempPathFactory,
    postgres_server: PostgresServer,
    house_redis: UnrulyRedis,
) -> Iterator[House]:
    """As the webhook house, and the instances share the work."""
    folder, url = tmp_path_factory.mktemp("wide"), postgres_server.create_database()
    house = House(folder, url, webhook=True, instances=2, redis_url=house_redis.url)
    house.open()
    yield house
    house.close()


NARROW_HOUSES = ("polling_house", "webhook_house")

in_all_houses = pytest.mark.parametrize("house", [*NARROW_HOUSES, "wide_house"], indirect=True)
"""For tests in which events of one person are handled by both instances."""


@pytest.fixture(params=NARROW_HOUSES)
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
