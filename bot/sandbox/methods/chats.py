"""Chats, members, chat actions, reactions, pins."""

from __future__ import annotations

import time
from typing import Any

from bot.sandbox import rules
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.registry import Call, known_chat, method, writable_chat
from bot.sandbox.world import Record

JSON = dict[str, Any]


@method("getChat")
def get_chat(call: Call) -> JSON:
    """A private chat's full description."""
    chat = known_chat(call)
    world = call.state.world
    full: JSON = {
        **world.chat(chat),
        "accent_color_id": chat % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }
    if world.people[chat]["username"]:
        full["active_usernames"] = [world.people[chat]["username"]]
    pins = [number for number in world.pinned.get(chat, ()) if world.find(chat, number)]
    if pins:
        full["pinned_message"] = world.messages[chat][pins[-1]].body
    return full


@method("getChatMember")
def get_chat_member(call: Call) -> JSON:
    """In a private chat: the person and the bot, both plain members."""
    chat = known_chat(call)
    user = call.params["user_id"]
    if user == chat:
        return {"status": "member", "user": call.state.world.user(chat)}
    if user == call.state.profile.user["id"]:
        return {"status": "member", "user": dict(call.state.profile.user)}
    raise bad_request("PARTICIPANT_ID_INVALID")


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """Shows "typing…" for five seconds or until the next message."""
    chat = writable_chat(call)
    action = call.params["action"]
    rules.chat_action(action)
    call.state.world.typing_until[chat] = time.monotonic() + 5.0
    call.state.journal.add("typing", chat, action=action)
    return True


def _message(call: Call, chat: int, what: str) -> Record:
    record = call.state.world.find(chat, call.params["message_id"])
    if record is None:
        raise bad_request(f"message to {what} not found")
    return record


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    """The bot's reaction to a message; an empty list removes it."""
    chat = writable_chat(call)
    record = _message(call, chat, "react")
    items = call.params.get("reaction") or []
    rules.reaction(items)
    record.reactions = items
    call.state.journal.add("edit", chat, message=record.view())
    return True


@method("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    """Pins on top of what is pinned already."""
    chat = writable_chat(call)
    record = _message(call, chat, "pin")
    pins = call.state.world.pinned.setdefault(chat, [])
    if record.message_id in pins:
        pins.remove(record.message_id)
    pins.append(record.message_id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    """One message, or the most recently pinned one."""
    chat = writable_chat(call)
    pins = call.state.world.pinned.get(chat, [])
    number = call.params.get("message_id", pins[-1] if pins else None)
    if number not in pins:
        raise bad_request("Message to unpin not found")
    pins.remove(number)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> bool:
    """Clears the pins."""
    call.state.world.pinned.pop(writable_chat(call), None)
    return True
