"""The update queue: what the bot has not confirmed yet, by long poll or webhook."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import ApiError, conflict
from bot.sandbox.journal import Signal

JSON = dict[str, Any]

OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that Telegram sends only to a bot that names them."""
ONLINE_SECONDS = 3.0


@dataclass(slots=True)
class Pending:
    """One update on its way."""

    update: JSON
    chat: int | None
    repeated: bool = False
    """Injected with a number of the past: an offset confirms it only once it was delivered."""
    delivered: bool = False

    @property
    def update_id(self) -> int:
        """Its number."""
        number: int = self.update["update_id"]
        return number


@dataclass(slots=True)
class Webhook:
    """Where and how updates are pushed."""

    url: str
    secret: str
    max_connections: int
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True)
class UpdateQueue:
    """Numbers only grow, over resets too: a bot may remember the ones it has seen."""

    last_id: int
    changed: Signal = field(default_factory=Signal)
    pending: deque[Pending] = field(default_factory=deque)
    allowed: frozenset[str] | None = None
    webhook: Webhook | None = None
    on_change: Callable[[], None] | None = None
    """Called after an update was added and after the webhook was set or removed."""
    _poll: asyncio.Future[None] | None = None
    _polled_at: float = float("-inf")

    def wanted(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind."""
        return kind in self.allowed if self.allowed is not None else kind not in OPT_IN

    def allow(self, kinds: list[str] | None) -> None:
        """None keeps the setting, an empty list means the default set, a list replaces it."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, update: JSON, chat: int | None, *, repeated: bool = False) -> int:
        """Queue an update; it gets the next number unless it brings one."""
        if "update_id" not in update:
            self.last_id += 1
            update = {"update_id": self.last_id, **update}
        self.last_id = max(self.last_id, update["update_id"])
        entry = Pending(update, chat, repeated)
        self.pending.append(entry)
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        if self.on_change is not None:
            self.on_change()
        return entry.update_id

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Change where updates go."""
        self.webhook = webhook
        if self.on_change is not None:
            self.on_change()

    def done(self, entry: Pending) -> None:
        """Forget a delivered update."""
        if entry in self.pending:
            self.pending.remove(entry)
        self.changed.fire()

    def clear(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()
        self.changed.fire()

    def outstanding(self, chat: int) -> bool:
        """Whether an update of this chat is not confirmed yet."""
        return any(entry.chat == chat for entry in self.pending)

    async def poll(self, offset: int, limit: int, timeout: int) -> list[JSON]:
        """One getUpdates. Blocks up to `timeout` seconds; a newer one ends it with 409."""
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self.end_poll(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        self._confirm(offset)
        if not self.pending and timeout > 0:
            await self._block(timeout)
        self._polled_at = time.monotonic()
        batch = [entry for entry, _ in zip(self.pending, range(limit), strict=False)]
        for entry in batch:
            entry.delivered = True
        return [entry.update for entry in batch]

    async def _block(self, timeout: int) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        self.changed.fire()
        try:
            await asyncio.wait_for(poll, timeout)
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None

    def end_poll(self, reason: str) -> None:
        """Answer the waiting getUpdates, if there is one, with 409."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(reason))
        self._poll = None

    def stop(self) -> None:
        """Release the waiting getUpdates because the server goes away."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(ApiError(502, "Bad Gateway"))

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            kept = list(self.pending)[offset:]
        else:
            kept = [
                entry
                for entry in self.pending
                if entry.update_id >= offset or (entry.repeated and not entry.delivered)
            ]
        if len(kept) != len(self.pending):
            self.pending = deque(kept)
            self.changed.fire()

    @property
    def mode(self) -> str | None:
        """How the bot gets its updates at this moment."""
        if self.webhook is not None:
            return "webhook"
        return "polling" if self.polling else None

    @property
    def polling(self) -> bool:
        """Whether a getUpdates waits, or ended a moment ago."""
        waits = self._poll is not None and not self._poll.done()
        return waits or time.monotonic() - self._polled_at < ONLINE_SECONDS
