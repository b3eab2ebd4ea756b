"""Editing. An edit without reply_markup removes the keyboard, as in Telegram."""

from __future__ import annotations

from typing import Any

from bot.sandbox import rules
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.files import media_content
from bot.sandbox.methods.registry import (
    Call,
    edited_record,
    method,
    shown_caption,
    shown_text,
    split_markup,
)
from bot.sandbox.world import Record

JSON = dict[str, Any]

_MEDIA = ("photo", "document", "video", "animation", "audio")


def _replace(call: Call, record: Record, removed: tuple[str, ...], content: JSON) -> JSON:
    """Swap content and keyboard; 400 when nothing changes."""
    inline, _ = split_markup(call)
    before = {key: value for key, value in record.body.items() if key != "edit_date"}
    kept = {key: value for key, value in before.items() if key not in (*removed, "reply_markup")}
    after = {**kept, **content, **inline}
    rules.modified(_comparable(before), _comparable(after))
    if removed:
        # A keyboard alone may change without the message counting as edited.
        after["edit_date"] = call.state.timestamp()
    elif "edit_date" in record.body:
        after["edit_date"] = record.body["edit_date"]
    record.body = after
    call.state.journal.add("edit", record.chat, message=record.view())
    return after


def _comparable(body: JSON) -> JSON:
    """What counts as content: the same bytes under a new file_id are the same picture."""
    plain = {key: value for key, value in body.items() if key not in _MEDIA}
    for key in _MEDIA:
        if key in body:
            files = body[key] if isinstance(body[key], list) else [body[key]]
            plain[key] = [file["file_unique_id"] for file in files]
    return plain


@method("editMessageText")
def edit_message_text(call: Call) -> JSON:
    """New text for a text message."""
    record = edited_record(call)
    if "text" not in call.params:
        raise bad_request("Message text is empty")
    rules.has_text(record.body)
    content = shown_text(call)
    if preview := call.params.get("link_preview_options"):
        content["link_preview_options"] = preview
    return _replace(call, record, ("text", "entities", "link_preview_options"), content)


@method("editMessageCaption")
def edit_message_caption(call: Call) -> JSON:
    """New caption for a message with media; none removes it."""
    record = edited_record(call)
    rules.has_caption(record.body)
    return _replace(call, record, ("caption", "caption_entities"), shown_caption(call.params))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> JSON:
    """New keyboard, or none."""
    return _replace(call, edited_record(call), (), {})


@method("editMessageMedia")
def edit_message_media(call: Call) -> JSON:
    """New media and caption; a text message can become one with media."""
    record = edited_record(call)
    content = media_content(call, call.params["media"])
    removed = ("text", "entities", "caption", "caption_entities", "dice", *_MEDIA)
    return _replace(call, record, removed, content)
