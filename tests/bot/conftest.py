from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.bot.stub_api import TOKEN, StubApi, stub_api


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
