"""What a balancer and an operator want to know."""

from __future__ import annotations

from dataclasses import asdict

import structlog

from bot.app import App
from bot.intake.webhook import Readiness

log = structlog.get_logger(__name__)


async def readiness(app: App) -> Readiness:
    """Ready when the database answers and the bus runs."""
    try:
        backlog = await app.intake.backlog()
    except Exception as error:  # noqa: BLE001  # whatever the driver raises: not ready
        log.warning("health.database_away", error=type(error).__name__)
        return Readiness(is_ready=False, details={"database": "away"})
    metrics = await app.kernel.bus.get_metrics()
    return Readiness(
        is_ready=bool(metrics["is_healthy"]),
        details={
            "database": app.kernel.database.dialect,
            "updates": asdict(backlog),
            "events": metrics["backlog"],
        },
    )
