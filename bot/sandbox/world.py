"""People, chats, messages and pressed buttons, as plain dictionaries.

Private chats only: a chat's id is its person's id. Message ids are shared by all chats of the
bot, as Telegram shares them between an account's private chats.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]

READY_MADE: tuple[JSON, ...] = (
    {
        "id": 1001,
        "first_name": "Ana",
        "username": "ana",
        "language_code": "en",
        "note": "new player",
    },
    {
        "id": 1002,
        "first_name": "Bruno",
        "username": "bruno",
        "language_code": "en",
        "is_premium": True,
        "note": "VIP",
    },
    {
        "id": 1003,
        "first_name": "Lucía",
        "username": "lucia",
        "language_code": "es",
        "note": "owner",
    },
    {
        "id": 1004,
        "first_name": "Mateo",
        "username": "mateo",
        "language_code": "es",
        "note": "new player",
    },
)
FIRST_OTHER_ID = 2001


@dataclass(slots=True)
class Record:
    """One message: what the Bot API says of it, and what only the person's side knows."""

    chat: int
    body: JSON
    from_bot: bool
    keyboard: JSON | None = None
    """A reply keyboard, its removal or a forced reply: the Bot API never shows these again."""
    deleted: bool = False
    reactions: list[JSON] = field(default_factory=list)
    """What the bot reacted with."""

    @property
    def message_id(self) -> int:
        """Its number."""
        number: int = self.body["message_id"]
        return number

    def view(self) -> JSON:
        """The message as a person's screen needs it."""
        shown = {**self.body, "from_bot": self.from_bot, "deleted": self.deleted}
        if self.keyboard is not None:
            shown["reply_markup"] = self.keyboard
        if self.reactions:
            shown["reactions"] = self.reactions
        return shown

    def buttons(self) -> list[JSON]:
        """Inline buttons, in reading order."""
        rows = self.body.get("reply_markup", {}).get("inline_keyboard", ())
        return [button for row in rows for button in row]


@dataclass(slots=True)
class World:
    """Everything but the bot's own settings. A new one is what reset gives."""

    last_message_id: int
    people: dict[int, JSON] = field(default_factory=dict)
    messages: dict[int, dict[int, Record]] = field(default_factory=dict)
    callbacks: dict[str, JSON] = field(default_factory=dict)
    read_up_to: dict[int, int] = field(default_factory=dict)
    typing_until: dict[int, float] = field(default_factory=dict)
    pinned: dict[int, list[int]] = field(default_factory=dict)

    def settle(self) -> None:
        """Move the ready-made people in."""
        for person in READY_MADE:
            self.add_person(dict(person))

    def add_person(self, person: JSON) -> JSON:
        """Add someone who has not pressed START; an id is given when there is none."""
        number = person.get("id") or max(FIRST_OTHER_ID - 1, *self.people, 0) + 1
        whole: JSON = {
            "id": number,
            "first_name": person["first_name"],
            "last_name": person.get("last_name"),
            "username": person.get("username"),
            "language_code": person.get("language_code"),
            "is_premium": bool(person.get("is_premium")),
            "note": person.get("note", ""),
            "blocked": False,
            "started": False,
        }
        self.people[number] = whole
        self.messages[number] = {}
        return whole

    def user(self, number: int) -> JSON:
        """The Bot API User of a person."""
        person = self.people[number]
        user: JSON = {"id": number, "is_bot": False, "first_name": person["first_name"]}
        for name in ("last_name", "username", "language_code"):
            if person[name]:
                user[name] = person[name]
        if person["is_premium"]:
            user["is_premium"] = True
        return user

    def chat(self, number: int) -> JSON:
        """The Bot API Chat of a person."""
        person = self.people[number]
        chat: JSON = {"id": number, "type": "private", "first_name": person["first_name"]}
        for name in ("last_name", "username"):
            if person[name]:
                chat[name] = person[name]
        return chat

    def add_message(
        self, chat: int, sender: JSON, date: int, content: JSON, keyboard: JSON | None = None
    ) -> Record:
        """Number a message and put it into the chat."""
        self.last_message_id += 1
        body = {
            "message_id": self.last_message_id,
            "from": sender,
            "chat": self.chat(chat),
            "date": date,
            **content,
        }
        record = Record(chat, body, bool(sender["is_bot"]), keyboard)
        self.messages[chat][self.last_message_id] = record
        if record.from_bot:
            self.typing_until.pop(chat, None)
        return record

    def find(self, chat: int, message_id: int) -> Record | None:
        """A message that still exists."""
        record = self.messages.get(chat, {}).get(message_id)
        return None if record is None or record.deleted else record

    def newest_with_button(self, chat: int, label: str) -> tuple[Record, JSON] | None:
        """The newest message that shows a button so labelled."""
        for record in reversed(self.messages[chat].values()):
            if record.deleted or not record.from_bot:
                continue
            for button in record.buttons():
                if button["text"] == label:
                    return record, button
        return None

    def ask(self, person: int, chat: int, asked_at: float) -> JSON:
        """Register a pressed button; the answer comes later."""
        query: JSON = {
            "id": str(secrets.randbits(62)),
            "person": person,
            "chat": chat,
            "asked_at": asked_at,
            "answer": None,
        }
        self.callbacks[query["id"]] = query
        return query

    def unread(self, chat: int) -> int:
        """Messages of the bot that the person has not looked at."""
        seen = self.read_up_to.get(chat, 0)
        return sum(
            1
            for number, record in self.messages[chat].items()
            if number > seen and record.from_bot and not record.deleted
        )

    def mark_read(self, chat: int) -> None:
        """The person has seen everything."""
        self.read_up_to[chat] = self.last_message_id

    def is_typing(self, chat: int) -> bool:
        """Whether a chat action still shows: five seconds, or until the bot's next message."""
        return self.typing_until.get(chat, 0.0) > time.monotonic()
