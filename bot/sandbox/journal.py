"""Everything that happened, numbered: the page's live panel and the tests' memory."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from bot.sandbox.clock import Clock

JSON = dict[str, Any]

KEPT = 20_000
"""Items held in memory; older ones are forgotten, their numbers never reused."""


class Signal:
    """Wakes everyone who waits; carries nothing."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Wake all current waiters."""
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, timeout: float) -> bool:
        """Return True when fired, False after `timeout` seconds."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await asyncio.wait_for(waiter, timeout)
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True

    async def until(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until `condition()` holds, checked after each firing. False on timeout."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not condition():
            left = deadline - loop.time()
            if left <= 0:
                return False
            await self.wait(left)
        return True


class Journal:
    """An append-only, numbered list. Numbers start at 1 and grow by one, across resets too."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._items: deque[JSON] = deque(maxlen=KEPT)
        self.last = 0
        self.changed = Signal()

    def add(self, kind: str, chat: int | None, **fields: Any) -> JSON:
        """Append one item and wake readers."""
        self.last += 1
        at = fields.pop("at", None) or self._clock.now().isoformat()
        item = {**fields, "n": self.last, "at": at, "kind": kind, "chat": chat}
        self._items.append(item)
        self.changed.fire()
        return item

    def since(self, n: int, limit: int = 1000, chat: int | None = None) -> list[JSON]:
        """Items numbered above `n`, oldest first, at most `limit`."""
        return list(islice(self._after(n, chat), limit))

    def _after(self, n: int, chat: int | None) -> Iterable[JSON]:
        newer = min(max(self.last - n, 0), len(self._items))
        if newer * 2 < len(self._items):
            # A deque indexes slowly in the middle: come from the near end.
            recent = list(islice(reversed(self._items), newer))
            found: Iterable[JSON] = reversed(recent)
        else:
            found = islice(self._items, len(self._items) - newer, None)
        return (item for item in found if chat is None or item["chat"] == chat)

    def clear(self) -> None:
        """Forget the items; numbering goes on, so readers that follow are not confused."""
        self._items.clear()
