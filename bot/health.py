"""What a balancer and an operator want to know: may work come here, and what is wrong?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

import structlog
from pydantic_core import to_jsonable_python

from bot.intake.repository import Backlog
from bot.intake.webhook import Readiness
from bot.metrics import read
from domains.core import Kernel
from domains.core.operations.model import Status
from domains.core.operations.status import Overview

log = structlog.get_logger(__name__)

LONGEST_LAG_SECONDS = 60.0
"""An event that waits longer, with nothing to explain it, means that this cannot keep up."""

PATIENCE_SECONDS = 3.0
"""A database that answers later than this is away."""

OPEN_BREAKERS = frozenset({"open", "half open"})


class Health:
    """Ready: the database takes our writes, the bus accepts, and it keeps up.

    Degraded is not unready: whatever is listed there, what comes is still handled.
    """

    def __init__(self, kernel: Kernel, backlog: Callable[[], Awaitable[Backlog]]) -> None:
        self._bus = kernel.bus
        self._overview = Overview(kernel.database, kernel.clock)
        self._backlog = backlog
        self._dialect = kernel.database.dialect

    async def readiness(self) -> Readiness:
        """Never raises, and answers within three seconds."""
        metrics = await read(self._bus)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                status = await self._overview.status()
                updates = await self._backlog()
        except Exception as error:  # noqa: BLE001  # whatever the driver raises: not ready
            log.warning("health.database_away", error=type(error).__name__)
            return Readiness(
                is_ready=False,
                details={"database": "away", "reasons": ["the database does not answer"]},
            )
        degraded = [*_degraded(status, metrics)]
        reasons = [*self._reasons(status, metrics, is_explained=_is_held_up(status, metrics))]
        return Readiness(
            is_ready=not reasons,
            details={
                "database": self._dialect,
                "reasons": reasons,
                "degraded": degraded,
                "updates": to_jsonable_python(updates),
                "events": {
                    "backlog": metrics["backlog"],
                    "pending": status.pending,
                    "oldest_seconds": status.oldest_pending_seconds,
                    "dead": status.dead,
                },
            },
        )

    def _reasons(
        self, status: Status, metrics: Mapping[str, Any], *, is_explained: bool
    ) -> Iterator[str]:
        own = [each for each in status.instances if each.instance_id == self._bus.instance_id]
        if not metrics["is_healthy"]:
            yield "the bus does not accept events"
        elif not any(each.holds_lease for each in own):
            yield "the database did not take our heartbeat"
        lag = status.oldest_untried_seconds or 0.0
        if lag > LONGEST_LAG_SECONDS and not is_explained:
            yield f"an event has waited for {lag:.0f} s"


def _degraded(status: Status, metrics: Mapping[str, Any]) -> Iterator[str]:
    if metrics.get("mirror", {}).get("connected") is False:
        yield "redis is away"
    for name in _broken(metrics):
        yield f"the breaker of {name} is open"
    for pause in status.paused:
        yield f"{pause.subscription} is paused"
    if status.dead:
        yield f"{status.dead} dead letters"
    if (status.oldest_untried_seconds or 0.0) > LONGEST_LAG_SECONDS:
        yield f"an event has waited for {status.oldest_untried_seconds:.0f} s"


def _is_held_up(status: Status, metrics: Mapping[str, Any]) -> bool:
    return bool(status.paused or _broken(metrics))


def _broken(metrics: Mapping[str, Any]) -> list[str]:
    return [
        name
        for name, numbers in metrics["subscriptions"].items()
        if numbers.get("breaker") in OPEN_BREAKERS
    ]
