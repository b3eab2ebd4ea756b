"""Sending, copying, deleting."""

from __future__ import annotations

import random
from typing import Any

from bot.sandbox import rules
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import (
    Call,
    deliver,
    known_chat,
    method,
    shown_caption,
    shown_text,
    writable_chat,
)
from bot.sandbox.world import Record

JSON = dict[str, Any]


@method("sendMessage")
def send_message(call: Call) -> JSON:
    """Text."""
    chat = writable_chat(call)
    content = shown_text(call)
    if preview := call.params.get("link_preview_options"):
        content["link_preview_options"] = preview
    return deliver(call, chat, content).body


@method("sendMessageDraft")
def send_message_draft(call: Call) -> bool:
    """Text that is still being written; never becomes a message by itself."""
    chat = writable_chat(call)
    text = call.params.get("text", "")
    rules.draft(call.params["draft_id"], text)
    call.state.journal.add("typing", chat, action="draft", text=text)
    return True


@method("sendDice")
def send_dice(call: Call) -> JSON:
    """A die that the server throws."""
    chat = writable_chat(call)
    emoji = call.params.get("emoji", "🎲").replace("\ufe0f", "")
    value = random.randint(1, rules.dice(emoji))
    return deliver(call, chat, {"dice": {"emoji": emoji, "value": value}}).body


def _source(call: Call, what: str) -> Record:
    chat = known_chat(call, "from_chat_id")
    record = call.state.world.find(chat, call.params["message_id"])
    if record is None:
        raise bad_request(f"message to {what} not found")
    return record


_OWN = {"message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message"}


@method("copyMessage")
def copy_message(call: Call) -> JSON:
    """A new message with the same content and no word of its origin."""
    chat = writable_chat(call)
    source = _source(call, "copy").body
    content = {key: value for key, value in source.items() if key not in _OWN}
    content.pop("forward_origin", None)
    if "caption" in call.params and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= shown_caption(call.params)
    return {"message_id": deliver(call, chat, content).message_id}


@method("forwardMessage")
def forward_message(call: Call) -> JSON:
    """A new message that names its origin."""
    chat = writable_chat(call)
    source = _source(call, "forward").body
    if source.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    content = {key: value for key, value in source.items() if key not in _OWN}
    origin = {"type": "user", "sender_user": source["from"], "date": source["date"]}
    content.setdefault("forward_origin", origin)
    return deliver(call, chat, content).body


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    """One message, not older than 48 hours."""
    chat = known_chat(call)
    record = call.state.world.find(chat, call.params["message_id"])
    if record is None:
        raise bad_request("message to delete not found")
    _delete(call, record)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Up to 100; those that are gone already are skipped."""
    chat = known_chat(call)
    numbers = call.params["message_ids"]
    if not numbers:
        raise bad_request("Message identifiers are not specified")
    if len(numbers) > rules.MAX_IDENTIFIERS:
        raise bad_request("Too many message identifiers specified")
    for record in [call.state.world.find(chat, int(number)) for number in numbers]:
        if record is not None:
            _delete(call, record)
    return True


def _delete(call: Call, record: Record) -> None:
    rules.deletable(record.body, call.state.clock.now())
    record.deleted = True
    call.state.journal.add("delete", record.chat, message_id=record.message_id)
