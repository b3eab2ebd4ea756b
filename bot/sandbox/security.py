"""Who may talk to the sandbox: nobody's web page but its own.

A page from the internet, open in the same browser, can send requests to loopback. Three checks
keep it out: the Host must be loopback (a rebound DNS name is not), an Origin must be our own,
and a POST to /sim must be JSON, which a foreign page cannot send without asking first.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
KEY_COOKIE = "sandbox_key"


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """Checks requests. With a key, anyone who knows it may come from anywhere."""

    def __init__(self, key: str | None) -> None:
        self._key = key

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse with 403, or 415, before anything is done."""
        if (refusal := self._refusal(request)) is not None:
            return refusal
        response = await handler(request)
        if self._key is not None and "key" in request.query and not response.prepared:
            # The page's own requests carry no key: from here on a cookie does.
            response.set_cookie(KEY_COOKIE, self._key, httponly=True, samesite="Strict")
        return response

    def _refusal(self, request: web.Request) -> web.Response | None:
        if self._key is None and not is_loopback(_host(request)):
            return _forbidden("the Host header must name this machine")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            return _forbidden("requests from other sites are not answered")
        if request.path.startswith(("/bot", "/file/bot")):
            return None  # the token is the key
        if self._key is not None and not self._knows_key(request):
            return _forbidden("open the address with ?key=..., as printed at the start")
        if (
            request.path.startswith("/sim")
            and request.method in ("POST", "PUT", "PATCH")
            and request.content_type != "application/json"
        ):
            return web.json_response({"error": "send application/json"}, status=415)
        return None

    def _knows_key(self, request: web.Request) -> bool:
        given = (
            request.query.get("key")
            or request.headers.get("X-Sandbox-Key")
            or request.cookies.get(KEY_COOKIE)
            or ""
        )
        return hmac.compare_digest(given.encode(), (self._key or "").encode())


async def on_prepare(request: web.Request, response: web.StreamResponse) -> None:
    """Headers of every answer."""
    response.headers.update(HEADERS)


def _host(request: web.Request) -> str:
    return (urlsplit(f"//{request.host}").hostname or "") if request.host else ""


def _forbidden(reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=403)
