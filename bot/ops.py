"""The operators' own port: `/live`, `/ready`, `/metrics`. Not for the internet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from bot.errors import StartupError
from bot.health import PATIENCE_SECONDS, Health
from bot.metrics import Exposition, read
from bot.settings import Settings
from domains.core import Kernel
from domains.core.operations.model import Status
from domains.core.operations.status import Overview

log = structlog.get_logger(__name__)


def build_ops(kernel: Kernel, health: Health) -> web.Application:
    """`/live`: the loop turns. `/ready`: 200, or 503 with reasons. `/metrics`: Prometheus."""
    answers = _Answers(kernel, health)
    app = web.Application()
    app.router.add_get("/live", answers.live)
    app.router.add_get("/ready", answers.ready)
    app.router.add_get("/metrics", answers.metrics)
    return app


@asynccontextmanager
async def serve_ops(settings: Settings, kernel: Kernel, health: Health) -> AsyncIterator[None]:
    """Answer on OPS_PORT while the block runs; with port 0 do nothing.

    Raises StartupError when the port is taken.
    """
    if not settings.ops_port:
        yield
        return
    runner = web.AppRunner(build_ops(kernel, health), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.ops_host, settings.ops_port).start()
        except OSError as error:
            raise StartupError(
                f"Port {settings.ops_port} is taken by another program; set OPS_PORT."
            ) from error
        log.info("ops.listening", host=settings.ops_host, port=settings.ops_port)
        yield
    finally:
        await runner.cleanup()


class _Answers:
    def __init__(self, kernel: Kernel, health: Health) -> None:
        self._bus = kernel.bus
        self._overview = Overview(kernel.database, kernel.clock)
        self._health = health
        self._exposition = Exposition()

    async def live(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def ready(self, _request: web.Request) -> web.Response:
        report = await self._health.readiness()
        return web.json_response(
            {"ready": report.is_ready, **report.details}, status=200 if report.is_ready else 503
        )

    async def metrics(self, request: web.Request) -> web.Response:
        page, content_type = self._exposition.render(
            await read(self._bus), await self._status(), request.headers.get("Accept", "")
        )
        return web.Response(body=page, headers={"Content-Type": content_type})

    async def _status(self) -> Status | None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._overview.status()
        except Exception as error:  # noqa: BLE001  # whatever the driver raises: told as a number
            log.warning("metrics.database_away", error=type(error).__name__)
            return None
