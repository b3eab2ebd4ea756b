"""The intake while the bus is full: it waits, then it lets Telegram keep the updates."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiohttp.test_utils import TestClient, TestServer

from bot.intake import Intake, IntakeFullError
from bot.intake.polling import Poller
from bot.intake.webhook import SECRET_HEADER, build_webhook
from domains.core import EventBusConfig, Kernel, PointsAwardedEvent, Transaction, effect
from domains.core.clock import VirtualClock
from domains.core.operations.pauses import Pauses
from tests.bot.intake.test_polling import polling
from tests.bot.stub_api import StubApi
from tests.bot.support import Handler, message, pre_checkout, states, until
from tests.core.operations.conftest import beat

SMALL = EventBusConfig(max_backlog_events=2)
SECRET = "a-secret_of-36-characters-0123456789"


class Crowd:
    """Fills a small bus with events whose handlers wait to be released."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._release = asyncio.Event()
        self.handled: list[int] = []
        kernel.bus.add([effect("test.slow", PointsAwardedEvent, self._handle, is_grouped=False)])

    async def enter(self) -> None:
        async with self._kernel.uow() as tx:
            for user_id in (1, 2):
                tx.publish(
                    PointsAwardedEvent(user_id=user_id, points_amount=1, action_type="test")
                )
        assert self._kernel.bus.pressure >= 1

    def leave(self) -> None:
        self._release.set()

    async def _handle(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        await self._release.wait()
        self.handled.append(event.user_id)


@pytest.fixture
async def kernel(prepared_postgres_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    # PostgreSQL: a handler that waits inside its transaction would stop SQLite's only writer.
    kernel = Kernel.open(prepared_postgres_url, clock, SMALL)
    yield kernel
    await kernel.close()


@pytest.fixture
async def crowd(kernel: Kernel) -> AsyncIterator[Crowd]:
    crowd = Crowd(kernel)
    await kernel.bus.initialize()
    await crowd.enter()
    yield crowd
    crowd.leave()


async def test_nothing_is_taken_while_the_bus_is_full(kernel: Kernel, crowd: Crowd) -> None:
    intake = Intake(kernel, handler := Handler(), patience=0)
    with pytest.raises(IntakeFullError):
        await intake.accept([message(1)])
    assert await states(kernel) == {}
    crowd.leave()
    await kernel.bus.settle()
    assert await intake.accept([message(1)]) == 1
    await intake.settle()
    assert handler.seen == [1]


async def test_room_that_comes_soon_is_waited_for(kernel: Kernel, crowd: Crowd) -> None:
    intake = Intake(kernel, handler := Handler(), patience=60)
    accepting = asyncio.ensure_future(intake.accept([message(1)]))
    for _ in range(5):
        await asyncio.sleep(0)
    assert not accepting.done()
    crowd.leave()
    assert await accepting == 1
    await intake.settle()
    assert handler.seen == [1]


async def test_a_pre_checkout_query_jumps_the_wait(kernel: Kernel, crowd: Crowd) -> None:
    intake = Intake(kernel, handler := Handler(), patience=0)
    for _ in range(2):  # Telegram sends all of it again
        with pytest.raises(IntakeFullError):
            await intake.accept([message(1), pre_checkout(2), message(3)])
        await intake.settle()
    assert handler.seen == [2]
    crowd.leave()
    await kernel.bus.settle()
    assert await intake.accept([message(1), pre_checkout(2), message(3)]) == 2
    await intake.settle()
    assert handler.seen == [2, 1, 3]


async def test_the_webhook_asks_for_the_update_again(kernel: Kernel, crowd: Crowd) -> None:
    intake = Intake(kernel, handler := Handler(), patience=0)
    async with TestClient(TestServer(build_webhook(intake.accept, SECRET))) as client:

        async def send() -> int:
            headers = {SECRET_HEADER: SECRET}
            body = json.dumps(message(1))
            async with client.post("/telegram", headers=headers, data=body) as response:
                return response.status

        assert await send() == 503
        crowd.leave()
        await kernel.bus.settle()
        assert await send() == 200
    await intake.settle()
    assert handler.seen == [1]


async def test_polling_backs_off_and_confirms_nothing_that_it_could_not_store(
    kernel: Kernel, crowd: Crowd, clock: VirtualClock, plain_bot: Bot, api: StubApi
) -> None:
    intake = Intake(kernel, handler := Handler(), patience=0)
    api.push(message(1), message(2))
    async with polling(Poller(kernel, plain_bot, intake.accept, ["message"])):
        await until(lambda: len(api.made("getUpdates")) == 3, lambda: clock.advance(0.1))
        assert all("offset" not in call.params for call in api.made("getUpdates"))
        crowd.leave()
        await until(lambda: handler.seen == [1, 2], lambda: clock.advance(0.1))


async def test_a_paused_subscription_does_not_stop_the_intake(
    kernel: Kernel, clock: VirtualClock
) -> None:
    crowd = Crowd(kernel)
    await kernel.bus.initialize()
    pauses = Pauses(kernel.database, clock)
    await pauses.pause("test.slow", "a test")
    await beat(kernel, clock)
    await until(lambda: not kernel.bus.engine.gates.is_open("test.slow"))
    await crowd.enter()
    intake = Intake(kernel, handler := Handler(), patience=0)
    assert await intake.accept([message(1)]) == 1
    await intake.settle()
    assert (handler.seen, crowd.handled) == ([1], [])
