"""The webhook over real HTTP: a secret, 200 after the commit, and honest refusals."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from aiogram import Bot
from aiohttp.test_utils import TestClient, TestServer

from bot.intake import Intake, WebhookSecretError
from bot.intake.webhook import (
    LARGEST_BODY,
    SECRET_HEADER,
    Readiness,
    build_webhook,
    register_webhook,
)
from domains.core import Kernel
from tests.bot.stub_api import StubApi
from tests.bot.support import Handler, message

SECRET = "a-secret_of-36-characters-0123456789"
Client = TestClient[Any, Any]


class Store:
    def __init__(self) -> None:
        self.taken: list[object] = []
        self.is_away = False

    async def __call__(self, updates: Sequence[object]) -> int:
        if self.is_away:
            raise OSError("the database is away")
        self.taken.extend(updates)
        return len(updates)

    async def ready(self) -> Readiness:
        return Readiness(not self.is_away, {"database": "away" if self.is_away else "here"})


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
async def client(store: Store) -> AsyncIterator[Client]:
    async with TestClient(TestServer(build_webhook(store, SECRET, ready=store.ready))) as client:
        yield client


async def send(client: Client, body: object, secret: str | None = SECRET) -> int:
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with client.post("/telegram", headers=headers, data=io.BytesIO(data)) as response:
        return response.status


async def test_an_update_is_stored_and_handled_once(kernel: Kernel) -> None:
    handler = Handler()
    intake = Intake(kernel, handler)
    async with TestClient(TestServer(build_webhook(intake.accept, SECRET))) as client:
        assert [await send(client, message(1)) for _ in range(3)] == [200, 200, 200]
    await intake.settle()
    assert handler.seen == [1]


async def test_a_draining_intake_asks_for_the_update_again(kernel: Kernel) -> None:
    intake = Intake(kernel, Handler())
    await intake.drain()
    async with TestClient(TestServer(build_webhook(intake.accept, SECRET))) as client:
        assert await send(client, message(1)) == 503


@pytest.mark.parametrize("secret", [None, "", "wrong", f"{SECRET}x", "señal"])
async def test_who_does_not_know_the_secret_is_turned_away(
    client: Client, store: Store, secret: str | None
) -> None:
    assert await send(client, message(1), secret) == 401
    assert store.taken == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[" * 100_000, [], "x", {}, {"update_id": "1"}, None]
)
async def test_what_is_no_update_is_refused(client: Client, store: Store, body: object) -> None:
    assert await send(client, body) == 400
    assert store.taken == []


async def test_a_body_that_is_too_large_is_refused(client: Client, store: Store) -> None:
    assert await send(client, b" " * (LARGEST_BODY + 1)) == 413
    assert store.taken == []


async def test_telegram_is_asked_to_come_again_while_the_database_is_away(
    client: Client, store: Store
) -> None:
    store.is_away = True
    assert await send(client, message(1)) == 503
    store.is_away = False
    assert await send(client, message(1)) == 200


async def test_health(client: Client, store: Store) -> None:
    store.is_away = True
    async with client.get("/health/live") as response:
        assert response.status == 200
    async with client.get("/health/ready") as response:
        assert response.status == 503
        assert await response.json() == {"ready": False, "database": "away"}


@pytest.mark.parametrize("secret", ["", "two words", "ñ" * 20, "x" * 257])
async def test_without_a_usable_secret_there_is_no_webhook(store: Store, secret: str) -> None:
    with pytest.raises(WebhookSecretError):
        build_webhook(store, secret)


async def test_the_webhook_is_registered_only_when_it_differs(
    plain_bot: Bot, api: StubApi
) -> None:
    url = "https://bot.example/telegram"
    assert await register_webhook(plain_bot, url, SECRET, ["message", "callback_query"])
    assert not await register_webhook(plain_bot, url, SECRET, ["callback_query", "message"])
    assert api.made("setWebhook")[0].params["secret_token"] == SECRET
    assert await register_webhook(plain_bot, url, SECRET, ["message"])
    api.webhook["last_error_message"] = "Wrong response from the webhook: 401 Unauthorized"
    assert await register_webhook(plain_bot, url, SECRET, ["message"])
