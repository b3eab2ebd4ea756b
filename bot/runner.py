"""Runs the bot until it is told to stop: on Telegram, in the sandbox, or only the sandbox."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from aiohttp import web
from rich.console import Console

from bot.app import App, language_of, open_app
from bot.commands import publish_commands, publish_staff_commands
from bot.dispatcher import ALLOWED_UPDATES
from bot.errors import StartupError
from bot.health import Health
from bot.intake.errors import TokenRefusedError
from bot.intake.polling import Poller
from bot.intake.webhook import build_webhook, register_webhook
from bot.memory import keep_what_is_here
from bot.migrate import migrate
from bot.ops import serve_ops
from bot.sandbox.panel import BusPanel
from bot.sandbox.server import PortInUse, Sandbox
from bot.settings import Settings
from domains.core import UserRegisteredEvent, reaction
from domains.core.clock import SystemClock
from domains.user.model import VIP

log = structlog.get_logger(__name__)
console = Console(stderr=True, highlight=False)

SANDBOX_DATABASE = "sqlite:///var/sandbox.db"
SANDBOX_TOKEN = f"42:{'sandbox-' * 5}"
"""Opens nothing but our own sandbox."""
SANDBOX_RATE = 1_000.0
"""Messages a second: nobody has to be protected from our own sandbox."""
VIP_PERSON, OWNER_PERSON = 1002, 1003
"""Bruno and Lucía, of the sandbox's ready-made people."""


async def run_bot(settings: Settings) -> None:
    """The bot against a Bot API server, by polling or, with WEBHOOK_URL, by webhook.

    Raises StartupError for what the operator must mend.
    """
    if settings.bot_token is None:
        raise StartupError("BOT_TOKEN is not set; without it, `make run` starts the sandbox.")
    evening = Evening()
    await asyncio.to_thread(migrate, settings.database_url)
    async with open_app(
        settings,
        SystemClock(),
        token=settings.bot_token.get_secret_value(),
        api_url=str(settings.bot_api_url).rstrip("/"),
    ) as app:
        await _serve(app, evening)


async def run_in_sandbox(settings: Settings) -> None:
    """The sandbox and the bot in one process, on one clock that the page can move.

    Every start is a new evening: the sandbox's people are new, so the bot's memory is too.
    """
    clock, evening = SystemClock(), Evening()
    sandbox = Sandbox(clock=clock, token=SANDBOX_TOKEN, on_reset=evening.begin_again)
    await _start(sandbox, settings.sandbox_host, settings.sandbox_port)
    house = settings.model_copy(
        update={
            "database_url": SANDBOX_DATABASE,
            "redis_url": None,  # nobody's Redis is a playground
            "owner_ids": frozenset({OWNER_PERSON}),
            "rate_global": SANDBOX_RATE,
            "rate_per_chat": SANDBOX_RATE,
        }
    )
    try:
        console.print(f"\n[bold]Diana Bot[/bold] is at home: {sandbox.page_url}\n")
        while not evening.is_over:
            _forget(SANDBOX_DATABASE)
            await asyncio.to_thread(migrate, house.database_url)
            async with open_app(
                house,
                clock,
                token=SANDBOX_TOKEN,
                api_url=sandbox.base_url,
                observer=BusPanel(sandbox.trace),
            ) as app:
                _make_vip(app)
                await _serve(app, evening)
    finally:
        await sandbox.close()


async def run_sandbox(host: str, port: int) -> None:
    """Only the sandbox, for a bot in another process, ours or anybody's."""
    sandbox = Sandbox(clock=SystemClock())
    await _start(sandbox, host, port)
    console.print(
        f"The sandbox is at {sandbox.page_url}\n"
        f"Point a bot at it with BOT_API_URL={sandbox.base_url}"
    )
    try:
        await Evening().end()
    finally:
        await sandbox.close()


class Evening:
    """From a start to the next: ends by a signal, or by the wish to begin again."""

    def __init__(self) -> None:
        self.is_over = False
        self._ended = asyncio.Event()
        self._begun = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._finish)

    def begin(self) -> None:
        """The bot receives updates."""
        self._begun.set()

    async def end(self) -> None:
        """Return when this evening has ended."""
        await self._ended.wait()
        self._ended.clear()

    def interrupt(self) -> None:
        """End this evening."""
        self._ended.set()

    async def begin_again(self) -> None:
        """End this evening; return when the next one has begun."""
        self._begun.clear()
        self._ended.set()
        await self._begun.wait()

    def _finish(self) -> None:
        self.is_over = True
        self._ended.set()


async def _serve(app: App, evening: Evening) -> None:
    """Receive updates until the evening ends."""
    app.kernel.supervisor.keep_running("commands", lambda: _announce(app))
    receive = _polling if app.settings.webhook_url is None else _webhook
    ops = serve_ops(app.settings, app.kernel, Health(app.kernel, app.intake.backlog))
    keep_what_is_here()
    async with ops, receive(app, evening):
        log.info("app.receiving")
        evening.begin()
        await evening.end()


async def _announce(app: App) -> None:
    """Tell Telegram our command menus; only changes are sent."""
    await publish_commands(app.bot, app.translators)
    for owner_id in app.settings.owner_ids:
        language = await language_of(app.modules.user.users, owner_id)
        await publish_staff_commands(app.bot, owner_id, app.translators.of(language))


@asynccontextmanager
async def _polling(app: App, evening: Evening) -> AsyncIterator[None]:
    poller = Poller(app.kernel, app.bot, app.intake.accept, ALLOWED_UPDATES)
    polling = app.kernel.supervisor.spawn("polling", poller.run())

    def ended_by_itself(_task: object) -> None:
        evening.interrupt()

    polling.add_done_callback(ended_by_itself)
    try:
        yield
    finally:
        # From here on its end is our wish: it must not cut the next evening short.
        polling.remove_done_callback(ended_by_itself)
        poller.stop()
        try:
            await polling
        except TokenRefusedError as error:
            raise StartupError(str(error)) from error


@asynccontextmanager
async def _webhook(app: App, _evening: Evening) -> AsyncIterator[None]:
    settings = app.settings
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise StartupError("WEBHOOK_URL needs WEBHOOK_SECRET.")
    url, secret = settings.webhook_url, settings.webhook_secret.get_secret_value()
    health = Health(app.kernel, app.intake.backlog)
    web_app = build_webhook(app.intake.accept, secret, url.path or "/", health.readiness)
    runner = web.AppRunner(web_app, access_log=None, shutdown_timeout=5.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.webhook_host, settings.webhook_port).start()
        except OSError as error:
            raise StartupError(
                f"Port {settings.webhook_port} is taken by another program; set WEBHOOK_PORT."
            ) from error
        await register_webhook(app.bot, str(url), secret, ALLOWED_UPDATES)
        yield
    finally:
        await runner.cleanup()


async def _start(sandbox: Sandbox, host: str, port: int) -> None:
    try:
        await sandbox.start(host, port)
    except PortInUse as error:
        raise StartupError(f"{error} For instance: SANDBOX_PORT=8090 make run") from error


def _make_vip(app: App) -> None:
    async def welcome(event: UserRegisteredEvent) -> None:
        if event.user_id == VIP_PERSON:
            await app.modules.user.standing.set_plan(VIP_PERSON, VIP)

    app.kernel.bus.add([reaction("sandbox.make_vip", UserRegisteredEvent, welcome)])


def _forget(database_url: str) -> None:
    path = Path(database_url.removeprefix("sqlite:///"))
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
