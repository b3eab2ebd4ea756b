"""What a person must be told is stored with the fact that caused it, and told exactly once.

The turn that caused it has two seconds to show it in its own message; after that it belongs
to the sender. Both claim it by a conditional update, so never both tell it. A crash between a
message and its mark tells it a second time: Telegram offers nothing to avoid that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.gateway.notifications import repository
from bot.gateway.notifications.gate import Audience, Gate, Predicate
from bot.gateway.notifications.repository import Notification, Request
from bot.gateway.notifications.sender import Painter, Render, Sender
from domains.core import BaseEvent, Kernel, Transaction

GRACE = timedelta(seconds=2)
"""How long a notification waits for the turn that caused it."""
DRAIN_SECONDS = 10.0


class NotificationCenter:
    """Takes requests from subscribers, offers them to turns, sends the rest."""

    def __init__(
        self, kernel: Kernel, painter: Painter, render: Render, audience: Audience | None = None
    ) -> None:
        self._kernel = kernel
        self._gate = Gate(kernel, audience)
        self._sender = Sender(kernel, painter, render, self._gate)

    def check(self, kind: str, predicate: Predicate) -> None:
        """Ask this just before notifications of a kind are sent; what it denies is not sent."""
        self._gate.check(kind, predicate)

    async def start(self) -> None:
        """Begin to send. The bus must be initialized: its heartbeat keeps our claims ours."""
        self._kernel.supervisor.keep_running("notifications.sender", self._sender.run)

    async def drain(self, timeout: float = DRAIN_SECONDS) -> None:
        """Stop sending; wait up to `timeout` s for what is on its way."""
        await self._sender.drain(timeout)

    async def tell(
        self,
        tx: Transaction,
        event: BaseEvent,
        user_id: int,
        kind: str,
        params: Mapping[str, Any],
    ) -> bool:
        """`request` what an event means for a person: once per event, person and kind."""
        return await self.request(
            tx,
            user_id=user_id,
            kind=kind,
            params=params,
            dedupe_key=f"{kind}:{user_id}:{event.event_id}",
            correlation_id=event.correlation_id or event.event_id.hex,
        )

    async def request(
        self,
        tx: Transaction,
        user_id: int,
        kind: str,
        params: Mapping[str, Any],
        dedupe_key: str,
        correlation_id: str,
    ) -> bool:
        """Tell a person, if the transaction commits. False when requested before.

        `params` must be JSON; `dedupe_key` and `correlation_id` have 128 characters at most.
        """
        return await self.ask(tx, Request(user_id, kind, params, dedupe_key, correlation_id))

    async def ask(self, tx: Transaction, request: Request) -> bool:
        """As `request`, with a time before which and one from which on it is not told."""
        due_at = max(request.not_before or tx.now, tx.now + GRACE)
        is_new = await repository.add(tx, request, due_at)
        if is_new:
            self._sender.expect(due_at)
        return is_new

    async def claim_for_turn(self, user_id: int, correlation_id: str) -> list[Notification]:
        """What this turn caused and must now show, oldest first.

        The same turn may ask again, also after a crash. Then call `shown` or `give_back`;
        with neither, the sender takes over after 60 s.
        """
        async with self._kernel.uow.reading() as tx:  # most turns earn nothing: look first
            if not await repository.has_claimable(tx, user_id, correlation_id):
                return []
        async with self._kernel.uow() as tx:
            return await repository.claim_for_turn(
                tx, user_id, correlation_id, f"turn:{correlation_id}"
            )

    async def shown(self, ids: Sequence[int]) -> None:
        """The turn's message with these has been sent."""
        if ids:
            async with self._kernel.uow() as tx:
                await repository.settle(tx, ids, repository.SENT)

    async def give_back(self, ids: Sequence[int]) -> None:
        """The turn could not show these: the sender does it at once."""
        if ids:
            async with self._kernel.uow() as tx:
                await repository.release(tx, ids, tx.now)
            self._sender.expect(self._kernel.clock.now())
