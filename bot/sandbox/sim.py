"""The person's API: what the chat page and the end-to-end tests call, as JSON under /sim."""

from __future__ import annotations

import base64
import inspect
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox import stream
from bot.sandbox.clock import MovableClock
from bot.sandbox.errors import SimError
from bot.sandbox.people import People
from bot.sandbox.state import State

JSON = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MAX_WAIT = 60.0


class SimApi:
    """Routes under /sim. Every answer is JSON; a refusal is `{"error": ...}`."""

    def __init__(
        self, state: State, people: People, on_reset: Callable[[], Awaitable[None]] | None
    ) -> None:
        self._state = state
        self._people = people
        self._on_reset = on_reset
        self._traced = False
        self._stream = stream.Streams(state)

    def routes(self) -> list[web.RouteDef]:
        """All of them."""
        get = {
            "state": self.show_state,
            "chats/{id}": self.show_chat,
            "files/{file_id}": self.show_file,
            "journal": self._stream.journal,
            "events": self._stream.events,
            "wait": self._stream.wait,
        }
        post = {
            "people": self.add_person,
            "chats/{id}/send": self.send,
            "chats/{id}/start": self.start,
            "chats/{id}/press": self.press,
            "chats/{id}/photo": self.photo,
            "chats/{id}/document": self.document,
            "chats/{id}/block": self.block,
            "chats/{id}/unblock": self.unblock,
            "updates": self.inject,
            "clock": self.move_clock,
            "reset": self.reset,
            "faults": self.add_fault,
            "trace": self.trace,
        }
        return [
            *(web.get(f"/sim/{path}", _guarded(handler)) for path, handler in get.items()),
            *(web.post(f"/sim/{path}", _guarded(handler)) for path, handler in post.items()),
            web.delete("/sim/faults", _guarded(self.clear_faults)),
        ]

    def close(self) -> None:
        """End the streams."""
        self._stream.close()

    async def show_state(self, request: web.Request) -> web.Response:
        """Everything a page needs at its start."""
        state, world = self._state, self._state.world
        bot = state.profile.user
        people = [
            {**person, "typing": world.is_typing(number), "unread": world.unread(number)}
            for number, person in world.people.items()
        ]
        commands = {
            str(number): state.profile.commands_for(number, person["language_code"])
            for number, person in world.people.items()
        }
        mode = state.updates.mode
        hook = state.updates.webhook
        online = not hook.last_error if hook else state.updates.polling
        return web.json_response(
            {
                "now": state.clock.now().isoformat(),
                "bot": {
                    "id": bot["id"],
                    "username": bot["username"],
                    "first_name": state.profile.names.get("") or bot["first_name"],
                    "online": online,
                    "mode": mode,
                },
                "people": people,
                "commands": commands,
                "faults": [fault.as_json() for fault in state.faults.in_force()],
                "features": {
                    "clock": isinstance(state.clock, MovableClock),
                    "reset": True,
                    "trace": self._traced,
                },
                "journal": state.journal.last,
            }
        )

    async def show_chat(self, request: web.Request) -> web.Response:
        """All messages, oldest first. Looking at a chat marks it as read."""
        chat = self._chat(request)
        self._state.world.mark_read(chat)
        records = self._state.world.messages[chat].values()
        return web.json_response({"messages": [record.view() for record in records]})

    async def show_file(self, request: web.Request) -> web.Response:
        """A file's bytes, for the page, which has no token."""
        stored = self._state.files.by_id(request.match_info["file_id"])
        if stored is None:
            raise SimError(404, "no such file")
        picture = stored.content_type in ("image/png", "image/jpeg", "image/gif", "image/webp")
        kind = stored.content_type if picture else "application/octet-stream"
        return web.Response(body=stored.data, content_type=kind)

    async def add_person(self, request: web.Request) -> web.Response:
        """Someone new."""
        return web.json_response(self._people.add(await _body(request)))

    async def send(self, request: web.Request) -> web.Response:
        """A text."""
        body = await _body(request)
        if not isinstance(body.get("text"), str):
            raise SimError(400, "text is a string")
        sent = self._people.send(self._chat(request), body["text"], body.get("reply_to"))
        return web.json_response(sent)

    async def start(self, request: web.Request) -> web.Response:
        """START or a deep link."""
        payload = (await _body(request)).get("payload") or ""
        return web.json_response(self._people.start(self._chat(request), str(payload)))

    async def press(self, request: web.Request) -> web.Response:
        """A button; with `wait`, returns when it was answered."""
        body = await _body(request)
        query = self._people.press(self._chat(request), body)
        wait = min(float(body.get("wait") or 0), MAX_WAIT)
        if wait > 0:
            changed = self._state.journal.changed
            await changed.until(lambda: query["answer"] is not None, wait)
        return web.json_response(
            {
                "callback_query_id": query["id"],
                "update_id": query["update_id"],
                "answer": query["answer"],
            }
        )

    async def photo(self, request: web.Request) -> web.Response:
        """A generated picture."""
        sample = str((await _body(request)).get("sample") or "sunset")
        return web.json_response(self._people.photo(self._chat(request), sample))

    async def document(self, request: web.Request) -> web.Response:
        """A file, its bytes in base64."""
        body = await _body(request)
        try:
            data = base64.b64decode(str(body.get("data") or ""), validate=True)
        except ValueError as error:
            raise SimError(400, "the file's data is not base64") from error
        name = str(body.get("name") or "file")
        return web.json_response(self._people.document(self._chat(request), name, data))

    async def block(self, request: web.Request) -> web.Response:
        """403 from now on."""
        self._people.block(self._chat(request))
        return web.json_response(self._people.person(self._chat(request)))

    async def unblock(self, request: web.Request) -> web.Response:
        """And back."""
        self._people.unblock(self._chat(request))
        return web.json_response(self._people.person(self._chat(request)))

    async def inject(self, request: web.Request) -> web.Response:
        """Any update, as it is: odd ones, repeated ones, ones from the past."""
        update = (await _body(request)).get("update")
        if not isinstance(update, dict) or not isinstance(update.get("update_id", 0), int):
            raise SimError(400, "update is an object, its update_id an integer")
        return web.json_response({"update_id": self._state.queue(update, _chat_of(update))})

    async def move_clock(self, request: web.Request) -> web.Response:
        """Forward by `advance` seconds."""
        clock = self._state.clock
        if not isinstance(clock, MovableClock):
            raise SimError(409, "this clock cannot be moved")
        try:
            moved = clock.advance(float((await _body(request)).get("advance", 0)))
        except (TypeError, ValueError) as error:
            raise SimError(
                400, f"advance is a number of seconds, not negative ({error})"
            ) from None
        if inspect.isawaitable(moved):
            await moved
        now = self._state.clock.now().isoformat()
        self._state.journal.add("clock", None, now=now)
        return web.json_response({"now": now})

    async def reset(self, request: web.Request) -> web.Response:
        """A new world here, and whatever the bot's side does for a new beginning."""
        self._state.updates.clear()
        if self._on_reset is not None:
            await self._on_reset()
        self._state.reset()
        return web.json_response({"ok": True})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Trouble."""
        fault = self._state.faults.add(await _body(request)).as_json()
        self._state.journal.add("fault", fault["chat"], fault=fault)
        return web.json_response(fault)

    async def clear_faults(self, request: web.Request) -> web.Response:
        """No more trouble."""
        self._state.faults.clear()
        self._state.journal.add("fault", None, fault={"cleared": True})
        return web.json_response({"ok": True})

    async def trace(self, request: web.Request) -> web.Response:
        """What the bot's event bus did, pushed by the bot's process."""
        items = (await _body(request)).get("items")
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise SimError(400, "items is a list of objects")
        for item in items:
            self.record(item)
        return web.json_response({"next": self._state.journal.last})

    def record(self, item: dict[str, Any]) -> None:
        """One thing that the bot's event bus did."""
        self._traced = True
        fields = {key: value for key, value in item.items() if key not in ("kind", "chat")}
        chat = item.get("chat", item.get("user_id"))
        self._state.journal.add(str(item.get("kind", "event")), chat, **fields)

    def _chat(self, request: web.Request) -> int:
        try:
            number = int(request.match_info["id"])
        except ValueError:
            raise SimError(404, "a chat's id is a number") from None
        self._people.person(number)
        return number


def _guarded(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except SimError as refusal:
            body = {"error": refusal.error, **refusal.details}
            return web.json_response(body, status=refusal.status)

    return answer


async def _body(request: web.Request) -> JSON:
    if not request.body_exists:
        return {}
    try:
        body = await request.json()
    except json.JSONDecodeError:
        raise SimError(400, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise SimError(400, "the body is a JSON object")
    return body


def _chat_of(update: JSON) -> int | None:
    for value in update.values():
        if isinstance(value, dict):
            chat = value.get("chat") or (value.get("message") or {}).get("chat")
            person = chat or value.get("from")
            if isinstance(person, dict) and isinstance(person.get("id"), int):
                return int(person["id"])
    return None
