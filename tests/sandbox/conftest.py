"""A sandbox on a free port, a Bot API client and a person's client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox.server import Sandbox

TOKEN = "4242:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
ANA, BRUNO, LUCIA, MATEO = 1001, 1002, 1003, 1004
JSON = dict[str, Any]


class HandClock:
    """Stands still until moved."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("time does not run back")
        self.instant += timedelta(seconds=seconds)


@dataclass
class Client:
    """Both sides of one sandbox."""

    sandbox: Sandbox
    http: aiohttp.ClientSession
    clock: HandClock

    async def raw(self, method: str, token: str = TOKEN, **send: Any) -> JSON:
        """A Bot API request with any aiohttp arguments; the whole answer."""
        async with self.http.post(
            f"{self.sandbox.base_url}/bot{token}/{method}", **send
        ) as response:
            body: JSON = await response.json()
            assert body["ok"] is (response.status == 200)
            return body

    async def bot(self, method: str, **params: Any) -> Any:
        """A Bot API call that succeeds."""
        answer = await self.raw(method, json=params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        """A Bot API call that is refused."""
        answer = await self.raw(method, json=params)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def sim(self, path: str, status: int = 200, **body: Any) -> JSON:
        """POST to the person's side."""
        async with self.http.post(f"{self.sandbox.base_url}/sim/{path}", json=body) as response:
            answer: JSON = await response.json()
            assert response.status == status, answer
            return answer

    async def look(self, path: str) -> JSON:
        """GET from the person's side."""
        async with self.http.get(f"{self.sandbox.base_url}/sim/{path}") as response:
            answer: JSON = await response.json()
            assert response.status == 200, answer
            return answer

    async def polled(self) -> None:
        """Return when a getUpdates waits."""
        updates = self.sandbox.state.updates
        assert await updates.changed.until(lambda: updates.polling, 5)

    async def updates(self, **params: Any) -> list[JSON]:
        """One getUpdates."""
        found: list[JSON] = await self.bot("getUpdates", **params)
        return found


@asynccontextmanager
async def running(host: str = "127.0.0.1", **settings: Any) -> AsyncIterator[Client]:
    """A sandbox for as long as the block lasts."""
    clock = HandClock()
    sandbox = Sandbox(clock=clock, token=TOKEN, retry_delays=(0.01, 0.02, 0.04), **settings)
    await sandbox.start(host, 0)
    try:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
            yield Client(sandbox, http, clock)
    finally:
        await sandbox.close()


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with running() as client:
        yield client


@pytest.fixture
async def ana(client: Client) -> Client:
    """The same, after Ana pressed START and the bot confirmed that."""
    started = await client.sim(f"chats/{ANA}/start")
    await client.updates(offset=started["update_id"] + 1)
    return client
