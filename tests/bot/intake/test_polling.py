"""Long polling over real HTTP: confirmed after storing, one poller, patient with trouble."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot

from bot.intake import Intake, TokenRefusedError
from bot.intake import polling as module
from bot.intake.polling import CONFLICT_TOLERATED, Poller
from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.bot.stub_api import StubApi, refusal
from tests.bot.support import Handler, message, until


@asynccontextmanager
async def polling(poller: Poller) -> AsyncIterator[None]:
    task = asyncio.ensure_future(poller.run())
    try:
        yield
    finally:
        poller.stop()
        async with asyncio.timeout(2):
            await task


async def test_updates_are_confirmed_after_they_are_stored(
    kernel: Kernel, plain_bot: Bot, api: StubApi
) -> None:
    handler = Handler()
    intake = Intake(kernel, handler)
    api.push(message(10), {"update_id": 11, "next_year": {}}, message(12))
    async with polling(Poller(kernel, plain_bot, intake.accept, ["message"])):
        await until(lambda: len(api.made("getUpdates")) == 2)
        api.push(message(13))
        await until(lambda: handler.seen == [10, 12, 13])
    first, second, *_ = api.made("getUpdates")
    assert "offset" not in first.params
    assert second.ids("offset") == 13
    assert json.loads(first.params["allowed_updates"]) == ["message"]
    assert api.made("deleteWebhook") == []


async def test_what_could_not_be_stored_is_not_confirmed(
    kernel: Kernel, plain_bot: Bot, api: StubApi, clock: VirtualClock
) -> None:
    tries: list[Sequence[object]] = []

    async def accept(updates: Sequence[object]) -> int:
        tries.append(updates)
        if len(tries) == 1:
            raise OSError("the database is away")
        return len(updates)

    api.push(message(10))
    async with polling(Poller(kernel, plain_bot, accept, ["message"])):
        await until(lambda: len(tries) == 2, lambda: clock.advance(1))
        await until(lambda: len(api.made("getUpdates")) == 3)
    assert ["offset" in call.params for call in api.made("getUpdates")] == [False, False, True]


async def test_trouble_on_the_way_is_waited_out(
    kernel: Kernel, plain_bot: Bot, api: StubApi, clock: VirtualClock
) -> None:
    intake = Intake(kernel, handler := Handler())
    api.answers["getUpdates"] = [
        refusal(502, "Bad Gateway"),
        refusal(429, "Too Many Requests", retry_after=3),
        refusal(409, "Conflict: terminated by other getUpdates request"),
        (200, {"ok": True, "result": [None, "x"]}),
        (200, {"nonsense": 1}),
    ]
    api.push(message(1))
    async with polling(Poller(kernel, plain_bot, intake.accept, ["message"])):
        await until(lambda: handler.seen == [1], lambda: clock.advance(1))


async def test_a_long_conflict_is_reported_and_borne(
    kernel: Kernel,
    plain_bot: Bot,
    api: StubApi,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    complaints: list[str] = []
    monkeypatch.setattr(module.log, "error", lambda event, **_: complaints.append(event))
    intake = Intake(kernel, handler := Handler())
    conflict = refusal(409, "Conflict: terminated by other getUpdates request")
    api.answers["getUpdates"] = [conflict] * 30
    api.push(message(1))
    started = clock.now()
    async with polling(Poller(kernel, plain_bot, intake.accept, ["message"])):
        await until(lambda: handler.seen == [1], lambda: clock.advance(1))
    assert clock.now() - started > CONFLICT_TOLERATED
    assert set(complaints) == {"polling.conflict"}


@pytest.mark.parametrize("code", [401, 404])
async def test_a_refused_token_ends_it_with_one_sentence(
    kernel: Kernel, plain_bot: Bot, api: StubApi, code: int
) -> None:
    api.answers["getUpdates"] = [refusal(code, "Unauthorized")]
    with pytest.raises(TokenRefusedError, match="check BOT_TOKEN"):
        await Poller(kernel, plain_bot, Intake(kernel, Handler()).accept, ["message"]).run()


async def test_a_webhook_is_removed_only_if_there_is_one(
    kernel: Kernel, plain_bot: Bot, api: StubApi
) -> None:
    api.webhook = {"url": "https://bot.example/telegram"}
    async with polling(Poller(kernel, plain_bot, Intake(kernel, Handler()).accept, ["message"])):
        await until(lambda: api.made("getUpdates"))
    assert api.made("deleteWebhook")[0].params.get("drop_pending_updates", "false") == "false"


async def test_a_second_poller_waits_and_takes_over(
    kernel: Kernel, database_url: str, plain_bot: Bot, api: StubApi, clock: VirtualClock
) -> None:
    other = Kernel.open(database_url, clock)
    await other.bus.initialize()
    first = Poller(kernel, plain_bot, Intake(kernel, Handler()).accept, ["message"])
    second = Poller(other, plain_bot, Intake(other, taken := Handler()).accept, ["message"])
    async with polling(first):
        await until(lambda: first.holds_lease and api.made("getUpdates"))
        async with polling(second):
            await until(lambda: clock.next_wake is not None)
            for _ in range(20):
                clock.advance(1)
                await asyncio.sleep(0.001)
            assert not second.holds_lease
            assert len(api.made("getUpdates")) == 1
            first.stop()
            await until(lambda: second.holds_lease, lambda: clock.advance(1))
            api.push(message(1))
            await until(lambda: taken.seen == [1])
    await other.close()


async def test_the_lease_of_a_dead_poller_is_inherited(
    kernel: Kernel, database_url: str, plain_bot: Bot, api: StubApi, clock: VirtualClock
) -> None:
    dead = Kernel.open(database_url, clock)  # never initialised: no heartbeat
    accept = Intake(kernel, Handler()).accept
    assert await Poller(dead, plain_bot, accept, [])._ensure_lease()
    await dead.database.close()
    assert await Poller(kernel, plain_bot, accept, [])._ensure_lease()
