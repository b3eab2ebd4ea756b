"""In-process: build an event, publish it, wait until its handlers have run, again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial

from domains.core import BaseEventHandler, EventBusConfig, IEvent, reaction
from domains.core.bus.dispatcher import EventBus
from domains.core.bus.subscription import Subscription
from tests.benchmarks.contest import Result, Run, closed_loop, compete
from tests.benchmarks.events import Noticed, Tally, counters, notice, until
from tests.benchmarks.peers import (
    Contestant,
    blinker_signal,
    bubus_bus,
    faststream_broker,
    pyee_emitter,
)
from tests.benchmarks.report import MICRO, Table, at_least, below, quantiles
from tests.benchmarks.stage import Stage

HANDLERS = (1, 3, 10)
TURN_SECONDS = 0.1
TURNS = 3
"""In a round: short ones, because what disturbs comes in bursts."""
BARE = "bare `await` loop"
OURS = "**Diana's bus** `publish_and_wait`"
OURS_CLASS = "the same, `IEventHandler` objects"
OURS_LATER = "**Diana's bus** `publish`, through the lanes"
P99_MICROS = 50.0

Open = Callable[[Tally, int], AbstractAsyncContextManager[Contestant]]


@asynccontextmanager
async def bare_loop(tally: Tally, handlers: int) -> AsyncIterator[Contestant]:
    """The limit: nothing but the calls."""
    chosen = counters(tally, handlers)

    async def publish(event: Noticed) -> None:
        for handler in chosen:
            await handler(event)

    yield Contestant(notice, publish)


@asynccontextmanager
async def our_bus(tally: Tally, handlers: int) -> AsyncIterator[Contestant]:
    """Everything on: envelope, order per key, isolation, deadlines, breaker, metrics."""
    bus = EventBus(EventBusConfig())
    bus.add(_reactions(tally, handlers))
    async with _running(bus) as opened:
        yield Contestant(notice, opened.publish_and_wait)


@asynccontextmanager
async def our_bus_later(tally: Tally, handlers: int) -> AsyncIterator[Contestant]:
    """The same, handlers in tasks of their own; the publisher watches the count."""
    bus = EventBus(EventBusConfig())
    bus.add(_reactions(tally, handlers))

    async def publish(event: Noticed) -> None:
        done = tally.count + handlers
        await bus.publish(event)
        await until(tally, done)

    async with _running(bus):
        yield Contestant(notice, publish)


def _reactions(tally: Tally, handlers: int) -> list[Subscription]:
    return [
        reaction(f"bench.{number}", Noticed, handler)
        for number, handler in enumerate(counters(tally, handlers))
    ]


class CountingHandler(BaseEventHandler):
    """The class-based way, with its own record of performance."""

    def __init__(self, tally: Tally, number: int) -> None:
        super().__init__("bench", f"counter_{number}")
        self.add_supported_event_type(Noticed.event_type)
        self._tally = tally

    async def _process_event(self, event: IEvent) -> bool:
        self._tally.count += 1
        return True


@asynccontextmanager
async def our_bus_with_classes(tally: Tally, handlers: int) -> AsyncIterator[Contestant]:
    """The same bus; handlers as the brief's `BaseEventHandler`."""
    bus = EventBus(EventBusConfig())
    for number in range(handlers):
        await bus.subscribe(Noticed.event_type, CountingHandler(tally, number))
    async with _running(bus) as opened:
        yield Contestant(notice, opened.publish_and_wait)


@asynccontextmanager
async def _running(bus: EventBus) -> AsyncIterator[EventBus]:
    await bus.initialize()
    try:
        yield bus
    finally:
        await bus.shutdown()


CONTESTANTS: dict[str, Open] = {
    BARE: bare_loop,
    OURS: our_bus,
    OURS_CLASS: our_bus_with_classes,
    OURS_LATER: our_bus_later,
    "blinker `send_async`": blinker_signal,
    "pyee `AsyncIOEventEmitter`": pyee_emitter,
    "bubus (its own event base)": bubus_bus,
    "FastStream `TestRedisBroker`": faststream_broker,
}


async def take_turn(contestant: Contestant, tally: Tally, handlers: int, seconds: float) -> Run:
    """One closed loop; raises RuntimeError unless every event reached every handler."""
    before = tally.count

    async def one(number: int) -> None:
        await contestant.publish(contestant.make(number))

    run = await closed_loop(one, seconds)
    if tally.count - before != run.count * handlers:
        raise RuntimeError(f"{tally.count - before} deliveries of {run.count * handlers}")
    return run


async def _contest(handlers: int, rounds: int) -> dict[str, Result]:
    turns = {}
    async with AsyncExitStack() as opened:
        for name, opener in CONTESTANTS.items():
            tally = Tally()
            contestant = await opened.enter_async_context(opener(tally, handlers))
            turns[name] = partial(take_turn, contestant, tally, handlers, TURN_SECONDS)
        return await compete(turns, rounds * TURNS)


def measure(stage: Stage) -> list[Table]:
    """A table for each number of handlers; the bars belong to three."""
    return [_table(n, stage.run(_contest(n, stage.rounds))) for n in HANDLERS]


def _table(handlers: int, results: dict[str, Result]) -> Table:
    noun = "handler" if handlers == 1 else "handlers"
    columns = ("contestant", "events/CPU s", "p50 / p95 / p99 µs", "of the bare loop", "bar")
    table = Table(f"{handlers} {noun}", columns)
    bare, ours = results[BARE], results[OURS]
    peers = [name for name in results if name not in {BARE, OURS, OURS_CLASS, OURS_LATER}]
    lead = min(ours.ratio(results[peer]) for peer in peers)
    for name, result in results.items():
        bar = ""
        if handlers == 3 and name in {OURS, OURS_LATER}:
            p99 = result.quantile(0.99) * MICRO
            bar = f"{at_least(result.ratio(bare), 0.5)}; p99 {below(p99, P99_MICROS, 'µs')}"
        elif handlers == 3 and name in peers:
            bar = f"ours {ours.ratio(result):,.2f} × this: {_ahead(ours.ratio(result))}"
        ratio = f"{result.ratio(bare):.3g}"
        table.add(name, f"{result.rate:,.0f}", quantiles(result, MICRO), ratio, bar)
    table.notes.append(f"Our bus makes {lead:,.2f} × the events of the fastest peer.")
    return table


def _ahead(ratio: float) -> str:
    return "met" if ratio > 1 else "MISSED"
