"""Telegram's rules, each a small function that names where the rule comes from.

Telegram itself could not be asked: wordings come from the Bot API's description ("docs"), the
published Bot API server's and library's sources ("server"), or common reports ("reports").
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.entities import utf16_length
from bot.sandbox.errors import bad_request, forbidden

JSON = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_ANSWER_LIMIT = 200
CALLBACK_DATA_BYTES = 64
MAX_BUTTONS = 100
MAX_COMMANDS = 100
DESCRIPTION_LIMIT = 256
SECRET_LIMIT = 256
ALBUM_LIMIT = 10
MAX_IDENTIFIERS = 100
DELETE_HOURS = 48
DICE_HOURS = 24
CALLBACK_SECONDS = 30.0
"""How long a callback query can be answered. Not published; reports say 10 to 60 seconds."""

CHAT_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
REACTIONS = frozenset(
    "👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡❤"
) | {"👨‍💻", "❤‍🔥", "🤷‍♂", "🤷", "🤷‍♀"}
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


def text_length(text: str, given: str) -> None:
    """1-4096 UTF-16 units after entity parsing (docs: sendMessage; wording: server)."""
    if not given:
        raise bad_request("Message text is empty")
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")


def caption_length(caption: str) -> None:
    """0-1024 UTF-16 units after entity parsing (docs: sendPhoto; wording: reports)."""
    if utf16_length(caption) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def callback_answer_length(text: str) -> None:
    """0-200 characters (docs: answerCallbackQuery; wording: reports)."""
    if utf16_length(text) > CALLBACK_ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")


def keyboard(markup: JSON) -> None:
    """callback_data 1-64 bytes, button texts, links, 100 buttons (docs; wording: server)."""
    buttons = [button for row in markup.get("inline_keyboard", ()) for button in row]
    if len(buttons) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        callback_data(button)
        button_text(button)
        button_link(button)


def callback_data(button: JSON) -> None:
    """callback_data is 1-64 bytes of UTF-8 (docs: InlineKeyboardButton; wording: server)."""
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def button_text(button: JSON) -> None:
    """A button needs a label (wording: server)."""
    if not str(button.get("text", "")).strip():
        raise bad_request("Inline keyboard button text must be non-empty")


def button_link(button: JSON) -> None:
    """Links are http(s) or tg; Web Apps https only (docs; wording: server)."""
    url = button.get("url")
    if url is not None and urlsplit(url).scheme not in ("http", "https", "tg", "ton", ""):
        raise bad_request(
            f"Inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    if url is not None and not (urlsplit(url).scheme and urlsplit(url).netloc) and "." not in url:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    app = (button.get("web_app") or {}).get("url")
    if app is not None and urlsplit(app).scheme != "https":
        raise bad_request(
            f"Inline keyboard button Web App URL '{app}' is invalid: Only HTTPS links are allowed"
        )


def command(item: JSON) -> None:
    """Name [a-z0-9_]{1,32}, description 1-256 (docs: BotCommand; wording: server)."""
    if not _COMMAND.fullmatch(item["command"].removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(item["description"].strip()) <= DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def command_count(items: list[JSON]) -> None:
    """At most 100 commands (docs: setMyCommands; wording: server)."""
    if len(items) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")


def own_text(name: str, value: str, limit: int) -> None:
    """Name 0-64, description 0-512, short description 0-120 (docs)."""
    if utf16_length(value) > limit:
        raise bad_request(f"{name} is too long")


def webhook_secret(secret: str) -> None:
    """1-256 characters [A-Za-z0-9_-] (docs: setWebhook; wording: server)."""
    if len(secret) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def webhook_url(url: str) -> None:
    """An http(s) address. Like a local Bot API server, plain http and any port are allowed."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")


def modified(before: JSON, after: JSON) -> None:
    """An edit must change something (docs; wording: server)."""
    if before == after:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )


def editable(record_from_bot: bool, has_custom_keyboard: bool) -> None:
    """Only own messages without a reply keyboard can be edited (docs; wording: server)."""
    if not record_from_bot or has_custom_keyboard:
        raise bad_request("message can't be edited")


def has_text(message: JSON) -> None:
    """A text edit needs a text message (wording: reports)."""
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")


def has_caption(message: JSON) -> None:
    """A caption edit needs a message with media (wording: server)."""
    if "text" in message or "dice" in message:
        raise bad_request("there is no caption in the message to edit")


def deletable(message: JSON, now: datetime) -> None:
    """Within 48 hours; a dice in private only after 24 (docs: deleteMessage)."""
    age = now.timestamp() - message["date"]
    if age > DELETE_HOURS * 3600 or ("dice" in message and age < DICE_HOURS * 3600):
        raise bad_request("message can't be deleted")


def live_callback(query: JSON | None, now: datetime) -> JSON:
    """The query if it is known, not answered, not late (wording: server)."""
    late = query is not None and now.timestamp() - query["asked_at"] > CALLBACK_SECONDS
    if query is None or late or query["answer"] is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query


def chat_known(person: JSON | None) -> None:
    """The chat exists (wording: server)."""
    if person is None:
        raise bad_request("chat not found")


def reachable(person: JSON) -> None:
    """The person pressed START and has not blocked the bot (wording: reports, server)."""
    if person["blocked"]:
        raise forbidden("bot was blocked by the user")
    if not person["started"]:
        raise forbidden("bot can't initiate conversation with a user")


def chat_action(action: str) -> None:
    """One of the documented actions (docs: sendChatAction; wording: server)."""
    if action not in CHAT_ACTIONS:
        raise bad_request("Wrong parameter action in request")


def album(items: list[JSON]) -> None:
    """2-10 items (docs: sendMediaGroup; one item passes too, says the server)."""
    if not items:
        raise bad_request("There are no messages to send")
    if len(items) > ALBUM_LIMIT:
        raise bad_request("too many messages to send as an album")


def album_kinds(items: list[JSON]) -> None:
    """Documents and audio only with their own kind (docs; wording: server)."""
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request("Can't use the media of the specified type in the album")


def dice(emoji: str) -> int:
    """The number of faces of a known dice emoji (docs: sendDice; wording: reports)."""
    if emoji not in DICE:
        raise bad_request("wrong dice emoji specified")
    return DICE[emoji]


def reaction(items: list[JSON]) -> None:
    """At most one, of the allowed emoji (docs: setMessageReaction, ReactionTypeEmoji)."""
    if len(items) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for item in items:
        if item["type"] != "emoji" or item["emoji"] not in REACTIONS:
            raise bad_request("REACTION_INVALID")


def draft(draft_id: int, text: str) -> None:
    """A draft has a non-zero identifier and up to 4096 characters (docs: sendMessageDraft)."""
    if draft_id == 0:
        raise bad_request("RANDOM_ID_INVALID")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
