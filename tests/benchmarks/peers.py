"""Other in-process buses, each used as its documentation says."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import bubus
from blinker import Signal
from faststream.redis import RedisBroker, TestRedisBroker
from pyee.asyncio import AsyncIOEventEmitter

from tests.benchmarks.events import KEYS, Noticed, Tally, counters, notice, until


@dataclass(frozen=True, slots=True)
class Contestant:
    """How to make an event, and how to publish it and return once every handler has run."""

    make: Callable[[int], Any]
    publish: Callable[[Any], Awaitable[object]]


@asynccontextmanager
async def blinker_signal(tally: Tally, handlers: int) -> AsyncIterator[Contestant]:
    """Receivers one after another in the publisher's task; the first exception ends it."""
    signal = Signal()
    for handler in counters(tally, handlers):
        signal.connect(handler, weak=False)

    async def publish(event: Noticed) -> None:
        await signal.send_async(event)

    yield Contestant(notice, publish)


@asynccontextmanager
async def pyee_emitter(tally: Tally, handlers: int) -> AsyncIterator[Contestant]:
    """A task for each handler, which nobody awaits."""
    emitter = AsyncIOEventEmitter()
    for handler in counters(tally, handlers):
        emitter.add_listener("noticed", handler)

    async def publish(event: Noticed) -> None:
        done = tally.count + handlers
        emitter.emit("noticed", event)
        await until(tally, done)

    yield Contestant(notice, publish)


class BubusNoticed(bubus.BaseEvent[None]):  # type: ignore[misc]  # bubus ships no types
    """bubus insists on its own base: the same payload under its envelope."""

    user_id: int
    points_amount: int
    action_type: str


@asynccontextmanager
async def bubus_bus(tally: Tally, handlers: int) -> AsyncIterator[Contestant]:
    """Handlers one after another, results kept on the event."""
    logging.getLogger("bubus").setLevel(logging.ERROR)
    bus = bubus.EventBus(name="bench", max_history_size=50)
    for handler in counters(tally, handlers):
        bus.on(BubusNoticed, handler)

    async def publish(event: BubusNoticed) -> None:
        await bus.dispatch(event)

    def make(number: int) -> BubusNoticed:
        return BubusNoticed(user_id=number % KEYS + 1, points_amount=10, action_type="daily")

    try:
        yield Contestant(make, publish)
    finally:  # its loop would outlive a cancellation
        await bus.stop(clear=True)


@asynccontextmanager
async def faststream_broker(tally: Tally, handlers: int) -> AsyncIterator[Contestant]:
    """Its in-memory test broker: it serialises the event, our handlers get the decoded dict."""
    broker = RedisBroker(log_level=logging.DEBUG)

    for _ in range(handlers):

        async def handle(body: dict[str, Any]) -> None:
            tally.count += 1

        broker.subscriber("noticed")(handle)

    async def publish(event: Noticed) -> None:
        await broker.publish(event, channel="noticed")

    async with TestRedisBroker(broker):
        yield Contestant(notice, publish)
