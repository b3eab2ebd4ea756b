"""One Bot API call from end to end: token, method, faults, rules, answer, journal."""

from __future__ import annotations

import asyncio
import inspect
import re
import time
from typing import Any

import structlog
from aiohttp import web

from bot.sandbox.errors import ApiError
from bot.sandbox.methods import METHODS, Call, Method
from bot.sandbox.state import State
from bot.sandbox.validation import check
from bot.sandbox.wire import WireRequest, read_request

JSON = dict[str, Any]

log = structlog.get_logger(__name__)

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")
CORRELATION = "X-Correlation-Id"


class BotApi:
    """Answers as api.telegram.org does."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def handle(self, request: web.Request) -> web.Response:
        """`/bot<token>/<method>`, GET or POST."""
        name = request.match_info["method"]
        try:
            self.authorize(request.match_info["token"])
            wire = await read_request(request)
            result = await self.call(name, wire, request.headers.get(CORRELATION))
        except ApiError as refusal:
            return _answer(refusal)
        except web.HTTPRequestEntityTooLarge:
            return _answer(ApiError(413, "Request Entity Too Large"))
        except Exception:
            # A mistake of the sandbox: the bot must still get an answer that it can read.
            log.exception("sandbox.mistake", method=name)
            return _answer(ApiError(500, "Internal Server Error: a mistake of the sandbox"))
        return web.json_response({"ok": True, "result": result})

    async def nothing(self, request: web.Request) -> web.Response:
        """Any other path under `/bot`."""
        return _answer(ApiError(404, "Not Found"))

    async def download(self, request: web.Request) -> web.Response:
        """`/file/bot<token>/<path>`."""
        try:
            self.authorize(request.match_info["token"])
        except ApiError as refusal:
            return _answer(refusal)
        stored = self._state.files.by_path(request.match_info["path"])
        if stored is None:
            return _answer(ApiError(404, "Not Found"))
        return web.Response(body=stored.data, content_type="application/octet-stream")

    def authorize(self, token: str) -> None:
        """Raise 401 for any token but the bot's. Without a fixed one, the first that comes."""
        if self._state.token is None and TOKEN.fullmatch(token):
            self._state.register(token)
        if token != self._state.token:
            raise ApiError(401, "Unauthorized")

    async def call(self, name: str, wire: WireRequest, correlation: str | None = None) -> Any:
        """Carry one call out and journal it; raises what Telegram would refuse it with."""
        method: Method | None = None
        started = time.perf_counter()
        try:
            method = _known(name)
            result = await self._carry_out(method, wire)
        except ApiError as refusal:
            self._note(method, name, wire, started, correlation, refusal)
            raise
        if method.name != "getUpdates":
            self._note(method, name, wire, started, correlation, None)
        return result

    async def _carry_out(self, method: Method, wire: WireRequest) -> Any:
        faults = self._state.faults
        chat = _chat(wire.params)
        if delay := faults.delay(method.name, chat):
            await asyncio.sleep(delay)
        faults.before(method.name, chat)
        # A file may come under the field's own name: the field is then present.
        params = {**{name: "" for name in wire.files if name in _FILE_FIELDS}, **wire.params}
        answer = method.answer(Call(self._state, check(method.name, params), wire.files))
        result = await answer if inspect.isawaitable(answer) else answer
        faults.after(method.name, chat)
        return result

    def _note(
        self,
        method: Method | None,
        name: str,
        wire: WireRequest,
        started: float,
        correlation: str | None,
        refusal: ApiError | None,
    ) -> None:
        shown: JSON = dict(wire.params)
        for field, upload in wire.files.items():
            shown[field] = f"<file {len(upload.data)} bytes>"
        item: JSON = {
            "method": method.name if method else name,
            "params": shown,
            "ok": refusal is None,
            "error_code": refusal.code if refusal else None,
            "description": refusal.description if refusal else None,
            "ms": round((time.perf_counter() - started) * 1000, 2),
        }
        if correlation:
            item["correlation_id"] = correlation
        query = self._state.world.callbacks.get(str(wire.params.get("callback_query_id")))
        chat = query["chat"] if query else _chat(wire.params)
        self._state.journal.add("call", chat, **item)


_FILE_FIELDS = frozenset({"photo", "document", "certificate"})


def _known(name: str) -> Method:
    method = METHODS.get(name.lower())
    if method is None:
        raise ApiError(404, "Not Found: method not found")
    return method


def _chat(params: JSON) -> int | None:
    try:
        return int(params["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


def _answer(refusal: ApiError) -> web.Response:
    headers = {}
    if refusal.parameters and "retry_after" in refusal.parameters:
        headers["Retry-After"] = str(refusal.parameters["retry_after"])
    return web.json_response(refusal.as_json(), status=refusal.code, headers=headers)
