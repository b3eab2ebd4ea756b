"""How a method is declared, and the steps that methods share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox import rules
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import formatted
from bot.sandbox.state import State
from bot.sandbox.wire import Upload
from bot.sandbox.world import Record

JSON = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """One checked request."""

    state: State
    params: JSON
    files: dict[str, Upload]


@dataclass(frozen=True, slots=True)
class Method:
    """A Bot API method; `answer` returns the result or an awaitable of it."""

    name: str
    answer: Callable[[Call], Any]


METHODS: dict[str, Method] = {}
"""By lower-case name: Telegram does not care for the case of a method's name."""


def method(name: str) -> Callable[[Callable[[Call], T]], Callable[[Call], T]]:
    """Declare the function below as the answer to this Bot API method."""

    def declare(answer: Callable[[Call], T]) -> Callable[[Call], T]:
        METHODS[name.lower()] = Method(name, answer)
        return answer

    return declare


def known_chat(call: Call, name: str = "chat_id") -> int:
    """The chat a request names; 400 when there is none."""
    chat = call.params[name]
    person = call.state.world.people.get(chat) if isinstance(chat, int) else None
    rules.chat_known(person)
    return int(chat)


def writable_chat(call: Call) -> int:
    """The chat a request writes to; 403 when its person does not want it."""
    chat = known_chat(call)
    rules.reachable(call.state.world.people[chat])
    return chat


def shown_text(call: Call) -> JSON:
    """`text` and `entities` of a message."""
    given = call.params["text"]
    text, entities = formatted(given, call.params.get("parse_mode"), call.params.get("entities"))
    rules.text_length(text, given)
    return {"text": text, **({"entities": entities} if entities else {})}


def shown_caption(source: JSON) -> JSON:
    """`caption` and `caption_entities` of a message; nothing when there is no caption."""
    given = source.get("caption") or ""
    text, entities = formatted(given, source.get("parse_mode"), source.get("caption_entities"))
    rules.caption_length(text)
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}


def split_markup(call: Call) -> tuple[JSON, JSON | None]:
    """The keyboard as part of the message (inline) and as part of the input field (others)."""
    markup = call.params.get("reply_markup")
    if not markup:
        return {}, None
    if "inline_keyboard" not in markup:
        return {}, markup
    rules.keyboard(markup)
    rows = [row for row in markup["inline_keyboard"] if row]
    return ({"reply_markup": {"inline_keyboard": rows}} if rows else {}), None


def replied(call: Call, chat: int) -> JSON:
    """`reply_to_message` for `reply_parameters`; 400 when the message is gone."""
    reply = call.params.get("reply_parameters")
    if not reply:
        return {}
    record = call.state.world.find(chat, int(reply["message_id"]))
    if record is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    inner = {key: value for key, value in record.body.items() if key != "reply_to_message"}
    return {"reply_to_message": inner}


def deliver(call: Call, chat: int, content: JSON) -> Record:
    """Post a message of the bot with the envelope that every send method has."""
    inline, keyboard = split_markup(call)
    envelope: JSON = {}
    if call.params.get("protect_content"):
        envelope["has_protected_content"] = True
    if effect := call.params.get("message_effect_id"):
        envelope["effect_id"] = effect
    bot = dict(call.state.profile.user)
    whole = {**replied(call, chat), **content, **envelope, **inline}
    return call.state.post(chat, bot, whole, keyboard)


def edited_record(call: Call) -> Record:
    """The message that an edit names, when the bot may edit it."""
    if "inline_message_id" in call.params:
        raise bad_request("MESSAGE_ID_INVALID")
    for name, words in (("chat_id", "Chat"), ("message_id", "Message")):
        if name not in call.params:
            raise bad_request(f"{words} identifier is not specified")
    chat = writable_chat(call)
    record = call.state.world.find(chat, call.params["message_id"])
    if record is None:
        raise bad_request("message to edit not found")
    rules.editable(record.from_bot, record.keyboard is not None)
    return record
