from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.app import App
from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.bot.at_home import at_home
from tests.bot.phone import Phone
from tests.bot.stub_api import TOKEN, StubApi, stub_api
from tests.sandbox.conftest import ANA, LUCIA, Client, running


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def database_url(prepared_url: str) -> str:
    """Here it holds every table."""
    return prepared_url


@pytest.fixture
async def kernel(database_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(database_url, clock)
    await kernel.bus.initialize()
    yield kernel
    await kernel.close()


@pytest.fixture
async def api() -> AsyncIterator[StubApi]:
    async with stub_api() as stub:
        yield stub


@pytest.fixture
async def plain_bot(api: StubApi) -> AsyncIterator[Bot]:
    """A bot without our gateway."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url)))
    yield bot
    await bot.session.close()


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with running() as client:
        yield client


@pytest.fixture
async def app(client: Client, prepared_url: str) -> AsyncIterator[App]:
    async with at_home(client, prepared_url, owner_ids=frozenset({LUCIA})) as app:
        yield app


@pytest.fixture
async def ana(client: Client, app: App) -> Phone:
    phone = Phone(client, app, ANA)
    await phone.start()
    return phone


@pytest.fixture
async def lucia(client: Client, app: App) -> Phone:
    """The owner; she speaks Spanish."""
    phone = Phone(client, app, LUCIA)
    await phone.start()
    return phone
