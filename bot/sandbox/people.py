"""What a person does in their app: write, press, send a picture, block."""

from __future__ import annotations

import mimetypes
import re
from typing import Any

from bot.sandbox.errors import SimError
from bot.sandbox.files import photo_sizes, sample_picture
from bot.sandbox.formatting import formatted
from bot.sandbox.state import State
from bot.sandbox.wire import Upload
from bot.sandbox.world import Record

JSON = dict[str, Any]

START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class People:
    """The hands of everyone in the world. Raises SimError for what an app would not allow."""

    def __init__(self, state: State) -> None:
        self._state = state

    def person(self, number: int) -> JSON:
        """The person, or 404."""
        person = self._state.world.people.get(number)
        if person is None:
            known = sorted(self._state.world.people)
            raise SimError(404, f"nobody here has the id {number}", known=known)
        return person

    def add(self, profile: JSON) -> JSON:
        """Someone new, who has not met the bot."""
        name = profile.get("first_name")
        if not isinstance(name, str) or not name.strip():
            raise SimError(400, "a person needs a first_name")
        if profile.get("id") in self._state.world.people:
            raise SimError(409, "this id is taken")
        person = self._state.world.add_person(profile)
        self._state.journal.add("person", person["id"], person=dict(person), change="added")
        return person

    def send(self, chat: int, text: str, reply_to: int | None = None) -> JSON:
        """A text message. Writing to a bot is also what opens the chat with it."""
        person = self._writer(chat)
        shown, entities = formatted(text, None, None)
        if not shown:
            raise SimError(400, "a message needs a text")
        content: JSON = {"text": shown}
        if entities:
            content["entities"] = entities
        return self._say(person, content, reply_to)

    def start(self, chat: int, payload: str = "") -> JSON:
        """START, RESTART after blocking, or a link t.me/bot?start=payload."""
        if not START_PAYLOAD.fullmatch(payload):
            raise SimError(400, "a start payload is up to 64 of A-Z, a-z, 0-9, _ and -")
        if self.person(chat)["blocked"]:
            self.unblock(chat)
        return self.send(chat, f"/start {payload}".strip())

    def photo(self, chat: int, sample: str) -> JSON:
        """A picture."""
        person = self._writer(chat)
        stored = self._state.files.put(sample_picture(sample), "photos")
        return self._say(person, {"photo": photo_sizes(stored)})

    def document(self, chat: int, name: str, data: bytes) -> JSON:
        """A file."""
        person = self._writer(chat)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = self._state.files.put(Upload(name, kind, data), "documents")
        content = {**stored.base(), "file_name": stored.name, "mime_type": kind}
        return self._say(person, {"document": content})

    def press(self, chat: int, request: JSON) -> JSON:
        """A button by its label, or forged data; returns the registered callback query."""
        who = int(request.get("as") or chat)
        self._writer(who)
        record, data = self._pressed(chat, request)
        query = self._state.world.ask(who, chat, self._state.clock.now().timestamp())
        query["message_id"] = record.body["message_id"] if record else request.get("message_id")
        update = {
            "id": query["id"],
            "from": self._state.world.user(who),
            "message": self._message_of_button(chat, record, request),
            "chat_instance": str(-(chat * 7_919_113_651 + 104_729)),
            "data": data,
        }
        query["update_id"] = self._state.send_update("callback_query", update, chat)
        return query

    def block(self, chat: int) -> None:
        """The bot gets my_chat_member, and 403 from now on."""
        self._set_blocked(chat, blocked=True)

    def unblock(self, chat: int) -> None:
        """The bot may write again."""
        self._set_blocked(chat, blocked=False)

    def _writer(self, number: int) -> JSON:
        person = self.person(number)
        if person["blocked"]:
            raise SimError(409, f"{person['first_name']} has blocked the bot; unblock first")
        return person

    def _say(self, person: JSON, content: JSON, reply_to: int | None = None) -> JSON:
        chat = person["id"]
        if reply_to is not None:
            original = self._state.world.find(chat, reply_to)
            if original is None:
                raise SimError(404, f"no message {reply_to} to reply to")
            # Telegram shows one step of a chain of replies.
            shallow = {k: v for k, v in original.body.items() if k != "reply_to_message"}
            content = {**content, "reply_to_message": shallow}
        if not person["started"]:
            person["started"] = True
            self._state.journal.add("person", chat, person=dict(person), change="started")
        record = self._state.post(chat, self._state.world.user(chat), content)
        self._state.world.mark_read(chat)
        update_id = self._state.send_update("message", record.body, chat)
        return {"update_id": update_id, "message_id": record.message_id}

    def _pressed(self, chat: int, request: JSON) -> tuple[Record | None, str]:
        world = self._state.world
        number = request.get("message_id")
        given = None if number is None else self._state.world.messages[chat].get(int(number))
        if "data" in request:
            return given, str(request["data"])
        label = request.get("label")
        if number is None:
            found = world.newest_with_button(chat, str(label))
        else:
            buttons = [] if given is None or given.deleted else given.buttons()
            button = next((item for item in buttons if item["text"] == label), None)
            found = (given, button) if given and button else None
        if found is None:
            raise SimError(404, f"no button {label!r} here", labels=self._labels(chat, given))
        record, button = found
        if "callback_data" not in button:
            raise SimError(400, f"the button {label!r} opens something and tells the bot nothing")
        return record, button["callback_data"]

    def _labels(self, chat: int, given: Record | None) -> list[str]:
        records = [given] if given else list(self._state.world.messages[chat].values())
        return [
            button["text"]
            for record in reversed(records)
            if not record.deleted
            for button in record.buttons()
        ]

    def _message_of_button(self, chat: int, record: Record | None, request: JSON) -> JSON:
        """The message as the bot gets it; an empty shell when it is gone or never was."""
        if record is not None and not record.deleted:
            return record.body
        number = int(request.get("message_id") or self._state.world.last_message_id)
        return {"chat": self._state.world.chat(chat), "message_id": number, "date": 0}

    def _set_blocked(self, chat: int, *, blocked: bool) -> None:
        person = self.person(chat)
        if person["blocked"] == blocked:
            return
        person["blocked"] = blocked
        change = "blocked" if blocked else "unblocked"
        self._state.journal.add("person", chat, person=dict(person), change=change)
        self._state.send_update("my_chat_member", self._membership(chat, blocked=blocked), chat)

    def _membership(self, chat: int, *, blocked: bool) -> JSON:
        bot = dict(self._state.profile.user)
        member: JSON = {"status": "member", "user": bot}
        kicked: JSON = {"status": "kicked", "user": bot, "until_date": 0}
        return {
            "chat": self._state.world.chat(chat),
            "from": self._state.world.user(chat),
            "date": self._state.timestamp(),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
