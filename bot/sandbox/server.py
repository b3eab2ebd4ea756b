"""The sandbox as a server: Bot API, the person's side, the chat page, on one port."""

from __future__ import annotations

import asyncio
import errno
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.api import BotApi
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import RETRY_DELAYS, WebhookDelivery
from bot.sandbox.people import People
from bot.sandbox.security import Guard, is_loopback, on_prepare
from bot.sandbox.sim import SimApi
from bot.sandbox.state import State
from bot.sandbox.wire import MAX_BODY
from domains.core.clock import SystemClock

PAGE = Path(__file__).parent / "page"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8080

OnReset = Callable[[], Awaitable[None]]


class PortInUse(Exception):  # noqa: N818  # named for what happened, not for its kind
    """Another program listens on the port. The message is one sentence for a person."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"Port {port} on {host} is taken by another program; choose a free one.")
        self.host = host
        self.port = port


class Sandbox:
    """A Telegram of one's own.

    `start` returns when requests are answered; `close` ends long polls, streams and deliveries
    and frees the port. One instance can be started once.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        token: str | None = None,
        on_reset: OnReset | None = None,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
    ) -> None:
        self.state = State(clock=clock or SystemClock(), token=token)
        self.people = People(self.state)
        self.key: str | None = None
        self._api = BotApi(self.state)
        self._sim = SimApi(self.state, self.people, on_reset)
        self._delivery = WebhookDelivery(self.state, self._api, retry_delays)
        self._runner: web.AppRunner | None = None
        self._address = ("", 0)

    @property
    def base_url(self) -> str:
        """Where the Bot API and the page are, without a slash at the end."""
        host, port = self._address
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def page_url(self) -> str:
        """What a person opens; carries the key when one is needed."""
        return f"{self.base_url}/?key={self.key}" if self.key else f"{self.base_url}/"

    def trace(self, item: dict[str, Any]) -> None:
        """Show on the panel what a bot in this very process did."""
        self._sim.record(item)

    async def start(self, host: str = DEFAULT_HOST, port: int = DEFAULT_PORT) -> None:
        """Listen; port 0 takes a free one. Raises PortInUse."""
        if not is_loopback(host):
            self.key = secrets.token_urlsafe(16)
        # A client that goes away must not leave its getUpdates behind.
        runner = web.AppRunner(
            self.make_app(), handler_cancellation=True, access_log=None, shutdown_timeout=1.0
        )
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            await runner.cleanup()
            if error.errno == errno.EADDRINUSE:
                raise PortInUse(host, port) from error
            raise
        self._runner = runner
        self._address = (host, int(runner.addresses[0][1]))
        self._delivery.start()

    async def close(self) -> None:
        """Stop answering. Safe to call twice."""
        if self._runner is None:
            return
        runner, self._runner = self._runner, None
        await self._delivery.close()
        self._sim.close()
        self.state.updates.stop()
        await runner.cleanup()

    def make_app(self) -> web.Application:
        """The aiohttp application, for whoever brings a server."""
        guard = Guard(self.key)
        app = web.Application(middlewares=[guard.middleware], client_max_size=MAX_BODY)
        app.on_response_prepare.append(on_prepare)
        app.router.add_route("*", "/bot{token}/{method}", self._api.handle)
        app.router.add_route("*", "/bot{rest:.*}", self._api.nothing)
        app.router.add_get("/file/bot{token}/{path:.+}", self._api.download)
        app.add_routes(self._sim.routes())
        app.router.add_get("/", _index)
        app.router.add_get("/static/{path:.+}", _static)
        return app


async def _index(request: web.Request) -> web.StreamResponse:
    return _page_file("index.html")


async def _static(request: web.Request) -> web.StreamResponse:
    return _page_file(request.match_info["path"])


def _page_file(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        return web.json_response({"error": f"the page has no file {name}"}, status=404)
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


async def serve(
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    ready: Callable[[Sandbox], None] | None = None,
) -> None:
    """Run a sandbox until cancelled; `ready` is told when it answers. Raises PortInUse."""
    sandbox = Sandbox()
    await sandbox.start(host, port)
    try:
        if ready is not None:
            ready(sandbox)
        await asyncio.get_running_loop().create_future()
    finally:
        await sandbox.close()
