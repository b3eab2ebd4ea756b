"""Reading the journal: by page, as a stream, or waiting until the bot has reacted."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from aiohttp import web

from bot.sandbox.errors import SimError
from bot.sandbox.state import State

JSON = dict[str, Any]

HEARTBEAT = 15.0
REACTIONS = ("message", "edit", "callback_answer")
MAX_WAIT = 60.0


class Streams:
    """Readers of one journal."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._closing = False

    def close(self) -> None:
        """Let every reader go."""
        self._closing = True
        self._state.journal.changed.fire()

    async def journal(self, request: web.Request) -> web.Response:
        """`?since=N&limit=M`: items above N, and the number to ask with next."""
        since = _number(request, "since", 0)
        limit = min(max(_number(request, "limit", 1000), 1), 5000)
        items = self._state.journal.since(since, limit)
        following = items[-1]["n"] if items else max(since, self._state.journal.last)
        return web.json_response({"items": items, "next": following})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """The same as Server-Sent Events, resumed by Last-Event-ID."""
        last = request.headers.get("Last-Event-ID", "")
        since = int(last) if last.isdigit() else _number(request, "since", 0)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        await response.write(b": welcome\n\n")
        journal = self._state.journal
        while not self._closing:
            items = journal.since(since)
            if items:
                since = items[-1]["n"]
                await response.write("".join(map(_event, items)).encode())
            elif not await journal.changed.until(partial(self._news, since), HEARTBEAT):
                await response.write(b": still here\n\n")
        return response

    def _news(self, since: int) -> bool:
        return self._closing or self._state.journal.last > since

    async def wait(self, request: web.Request) -> web.Response:
        """Until the bot has reacted in a chat and nothing of it is outstanding.

        Reactions: the bot's messages and edits, answered callbacks. Narrowed by `kind`,
        `text` (a part of the message's text) and `button` (a label); `count` asks for several,
        `timeout` is in seconds (10). Items above `since` are returned whether settled or not.
        """
        chat = _number(request, "chat", 0)
        since = _number(request, "since", 0)
        count = _number(request, "count", 1)
        try:
            timeout = min(float(request.query.get("timeout", 10.0)), MAX_WAIT)
        except ValueError:
            raise SimError(400, "timeout is a number of seconds") from None
        query = request.query

        def settled() -> bool:
            if self._state.updates.outstanding(chat):
                return False
            items = self._state.journal.since(since, 100_000, chat)
            return sum(1 for item in items if _is_reaction(item, query)) >= count

        done = await self._state.journal.changed.until(lambda: self._closing or settled(), timeout)
        items = self._state.journal.since(since, 100_000, chat)
        shown = [item for item in items if item["kind"] in REACTIONS]
        return web.json_response({"items": shown, "settled": done and not self._closing})


def _is_reaction(item: JSON, query: Any) -> bool:
    message = item.get("message") or {}
    if item["kind"] not in REACTIONS or (message and not message["from_bot"]):
        return False
    if query.get("kind", item["kind"]) != item["kind"]:
        return False
    text = str(message.get("text") or message.get("caption") or item.get("text") or "")
    if query.get("text", "") not in text:
        return False
    if "button" not in query:
        return True
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", ())
    return any(button["text"] == query["button"] for row in rows for button in row)


def _event(item: JSON) -> str:
    return f"id: {item['n']}\ndata: {json.dumps(item, ensure_ascii=False)}\n\n"


def _number(request: web.Request, name: str, default: int) -> int:
    value = request.query.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise SimError(400, f"{name} is an integer") from None
