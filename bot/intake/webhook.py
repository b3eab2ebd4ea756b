"""Updates by webhook: answered with 200 only when they are stored, by any instance."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiohttp import web

from bot.intake.envelope import update_id_of
from bot.intake.errors import IntakeFullError, WebhookSecretError
from bot.intake.polling import Accept

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
SECRET_ALPHABET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LARGEST_BODY = 1_048_576
"""Bytes. Telegram's updates are far smaller."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Should a balancer send traffic here, and what should an operator know?"""

    is_ready: bool
    details: Mapping[str, object] = field(default_factory=dict)


ReadinessCheck = Callable[[], Awaitable[Readiness]]


def build_webhook(
    accept: Accept, secret: str, path: str = "/telegram", ready: ReadinessCheck | None = None
) -> web.Application:
    """An application that receives updates at `path` and answers health checks.

    Answers: 200 stored (or known already), 401 wrong secret, 400 not an update, 413 too large,
    503 not stored, Telegram sends it again. Raises WebhookSecretError without a usable secret.
    """
    receiver = _Receiver(accept, check_secret(secret))
    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_post(path, receiver.receive)
    add_health(app, ready)
    return app


def add_health(app: web.Application, ready: ReadinessCheck | None) -> None:
    """Add `/health/live` (the loop turns) and `/health/ready` (200, or 503 with reasons)."""

    async def is_live(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def is_ready(_request: web.Request) -> web.Response:
        report = await ready() if ready is not None else Readiness(is_ready=True)
        status = 200 if report.is_ready else 503
        return web.json_response({"ready": report.is_ready, **report.details}, status=status)

    app.router.add_get("/health/live", is_live)
    app.router.add_get("/health/ready", is_ready)


def check_secret(secret: str | None) -> str:
    """The secret, if Telegram would accept it. Raises WebhookSecretError otherwise."""
    if not secret or not SECRET_ALPHABET.fullmatch(secret):
        raise WebhookSecretError(
            "a webhook needs a secret of 1-256 characters from A-Z a-z 0-9 _ -"
        )
    return secret


async def register_webhook(
    bot: Bot, url: str, secret: str, allowed_updates: Sequence[str]
) -> bool:
    """Tell Telegram where updates go, if it does not know yet. True when it was told.

    Telegram never shows the secret it has; that ours differs is seen by the 401 it got last.
    """
    check_secret(secret)
    known = await bot.get_webhook_info()
    is_refused = "401" in (known.last_error_message or "")
    has_updates = set(known.allowed_updates or ()) == set(allowed_updates)
    if known.url == url and has_updates and not is_refused:
        return False
    await bot.set_webhook(url, secret_token=secret, allowed_updates=list(allowed_updates))
    log.info("webhook.registered", allowed_updates=list(allowed_updates))
    return True


class _Receiver:
    def __init__(self, accept: Accept, secret: str) -> None:
        self._accept = accept
        self._secret = secret.encode()

    async def receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        try:
            raw = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if update_id_of(raw) is None:
            return web.Response(status=400)
        try:
            await self._accept([raw])
        except IntakeFullError:
            log.warning("webhook.full")
            return web.Response(status=503)
        except Exception:  # whatever the driver raises; the update is not stored
            log.exception("webhook.not_stored")
            return web.Response(status=503)
        return web.Response()
