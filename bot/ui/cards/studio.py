"""Where cards are drawn: off the loop, one at a time, each one once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

KEPT = 128
"""Cards remembered; each has some tens of kilobytes."""


class Card(Protocol):
    """Something that can be drawn; equal ones look the same."""

    def draw(self) -> bytes:
        """A PNG."""
        ...

    def __hash__(self) -> int: ...


class Studio:
    """Draws cards on a thread of its own and remembers the latest by their content."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cards")
        self._drawn: OrderedDict[Card, Future[bytes]] = OrderedDict()
        self.draws = 0
        """How many cards were really drawn."""

    async def draw(self, card: Card) -> bytes:
        """The card as a PNG; one that was drawn lately, or is being drawn, is not drawn again."""
        drawing = self._drawn.get(card)
        if drawing is None or (drawing.done() and drawing.exception() is not None):
            self.draws += 1
            drawing = self._drawn[card] = self._thread.submit(card.draw)
        self._drawn.move_to_end(card)
        if len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        # Shielded: who asked first may be cancelled, and others wait for the same card.
        return await asyncio.shield(asyncio.wrap_future(drawing))

    def close(self) -> None:
        """Finish what is being drawn and end the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)
