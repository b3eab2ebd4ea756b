"""The sandbox's live panel on a real bus: what was published, who handled it, and for how long."""

from __future__ import annotations

from typing import Any

from bot.sandbox.panel import BusPanel
from domains.core import (
    DomainError,
    Kernel,
    PointsAwardedEvent,
    Subscription,
    Transaction,
    effect,
    reaction,
)
from tests.core.test_bus import points

USERS = (1, 2, 3)
BROKEN = 2


def subscriptions() -> tuple[Subscription, ...]:
    async def apply(event: PointsAwardedEvent, tx: Transaction) -> None:
        """An effect without one."""

    async def refuse(event: PointsAwardedEvent, tx: Transaction) -> None:
        if event.user_id == BROKEN:
            raise DomainError

    async def tell(event: PointsAwardedEvent) -> None:
        """A reaction without one."""

    return (
        effect("test.apply", PointsAwardedEvent, apply),
        effect("test.refuse", PointsAwardedEvent, refuse),
        reaction("test.tell", PointsAwardedEvent, tell),
    )


async def test_every_event_and_every_attempt_is_shown_with_its_time(kernel: Kernel) -> None:
    seen: list[dict[str, Any]] = []
    kernel.bus.add(subscriptions())
    kernel.bus.observe(BusPanel(seen.append))
    async with kernel.uow() as tx:  # together, so that effects may share a transaction
        for user_id in USERS:
            tx.publish(points(user_id, 1))
    await kernel.bus.settle()
    events = [line for line in seen if line["kind"] == "event"]
    assert [(line["event_type"], line["user_id"]) for line in events] == [
        (PointsAwardedEvent.event_type, user_id) for user_id in USERS
    ]
    handlers = [line for line in seen if line["kind"] == "handler"]
    succeeded = {(line["subscription"], line["user_id"]) for line in handlers if line["ok"]}
    names = ("test.apply", "test.refuse", "test.tell")
    assert succeeded == {(n, u) for n in names for u in USERS} - {("test.refuse", BROKEN)}
    (failed,) = [line for line in handlers if not line["ok"]]
    assert (failed["user_id"], failed["error"].partition(":")[0]) == (BROKEN, "DomainError")
    assert all(line["ms"] >= 0 and line["attempt"] >= 1 for line in handlers)
    assert {line["event_id"] for line in handlers} == {line["event_id"] for line in events}
