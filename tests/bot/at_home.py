"""The whole bot in this process, in front of the sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.app import App, open_app
from bot.intake.polling import Poller
from bot.settings import Settings
from domains.core.clock import SystemClock
from tests.sandbox.conftest import TOKEN, Client

UNHURRIED = 1000.0
"""Telegram's rates would make a test wait; the sandbox has none."""


@asynccontextmanager
async def at_home(client: Client, database_url: str, **settings: Any) -> AsyncIterator[App]:
    """Polling until the end of the block."""
    chosen = Settings(
        _env_file=None,
        database_url=database_url,
        rate_global=UNHURRIED,
        rate_per_chat=UNHURRIED,
        **settings,
    )
    url = client.sandbox.base_url
    async with open_app(chosen, SystemClock(), token=TOKEN, api_url=url) as app:
        poller = Poller(app.kernel, app.bot, app.intake.accept, ["message", "callback_query"])
        polling = asyncio.ensure_future(poller.run())
        yield app
        poller.stop()
        await polling
