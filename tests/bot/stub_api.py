"""A Bot API server of a few lines: records calls, answers from a script. Real HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "42:stub"


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    params: dict[str, str]
    headers: Mapping[str, str]
    """Names in any case."""

    def ids(self, name: str) -> int:
        return int(self.params[name])


Answer = tuple[int, dict[str, Any]]


def refusal(code: int, description: str = "no", **parameters: int) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return code, body


@dataclass
class StubApi:
    """`answers[method]` is a list of answers used up in order; then the normal one follows."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def made(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def handle(self, request: web.Request) -> web.Response:
        params = {key: str(value) for key, value in (await request.post()).items()}
        call = Call(request.match_info["method"], params, request.headers.copy())
        self.calls.append(call)
        scripted = self.answers.get(call.method)
        status, body = scripted.pop(0) if scripted else (200, await self._normal(call))
        return web.json_response(body, status=status)

    async def _normal(self, call: Call) -> dict[str, Any]:
        match call.method:
            case "getUpdates":
                return {"ok": True, "result": await self._poll(call)}
            case "getWebhookInfo":
                empty = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
                return {"ok": True, "result": {**empty, **self.webhook}}
            case "setWebhook":
                allowed = json.loads(call.params["allowed_updates"])
                self.webhook = {"url": call.params["url"], "allowed_updates": allowed}
            case "deleteWebhook":
                self.webhook = {}
            case "sendMessage":
                chat = {"id": call.ids("chat_id"), "type": "private", "first_name": "Ada"}
                message = {"message_id": len(self.calls), "date": 1, "chat": chat}
                return {"ok": True, "result": {**message, "text": call.params["text"]}}
        return {"ok": True, "result": True}

    async def _poll(self, call: Call) -> list[dict[str, Any]]:
        offset = int(call.params.get("offset", 0))
        self.updates = [each for each in self.updates if each.get("update_id", 0) >= offset]
        if not self.updates:
            self.arrived.clear()
            await self.arrived.wait()
        return list(self.updates)

    def push(self, *updates: dict[str, Any]) -> None:
        self.updates.extend(updates)
        self.arrived.set()


@asynccontextmanager
async def stub_api() -> AsyncIterator[StubApi]:
    stub = StubApi()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", stub.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    stub.url = f"http://{host}:{port}"
    try:
        yield stub
    finally:
        stub.arrived.set()
        await runner.cleanup()
