"""Pictures, documents, albums, downloads."""

from __future__ import annotations

import secrets
from typing import Any

from bot.sandbox import rules
from bot.sandbox.errors import bad_request
from bot.sandbox.files import StoredFile, photo_sizes
from bot.sandbox.methods.registry import Call, deliver, method, shown_caption, writable_chat

JSON = dict[str, Any]

_FOLDERS = {"photo": "photos", "document": "documents"}


def _stored(call: Call, value: Any, name: str, folder: str) -> StoredFile:
    """The file that a field means: an upload of its own name, `attach://`, or a file_id."""
    if isinstance(value, str) and value.startswith("attach://"):
        name = value.removeprefix("attach://")
        if name not in call.files:
            raise bad_request(f'file "{name}" not found in request')
        value = None
    if value:
        return call.state.files.named(str(value))
    if name not in call.files:
        raise bad_request(f"There is no {name} in the request")
    upload = call.files[name]
    if not upload.data:
        raise bad_request("file must be non-empty")
    return call.state.files.put(upload, folder)


def media_content(call: Call, media: JSON) -> JSON:
    """Message content of one InputMedia."""
    kind = media["type"]
    if kind not in _FOLDERS:
        raise bad_request(f"the sandbox has no media of type {kind} yet")
    stored = _stored(call, media["media"], kind, _FOLDERS[kind])
    content = _shown(kind, stored) | shown_caption(media)
    if media.get("has_spoiler"):
        content["has_media_spoiler"] = True
    if media.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def _shown(kind: str, stored: StoredFile) -> JSON:
    if kind == "photo":
        return {"photo": photo_sizes(stored)}
    return {
        "document": {
            **stored.base(),
            "file_name": stored.name,
            "mime_type": stored.content_type,
        }
    }


def _send(call: Call, kind: str) -> JSON:
    chat = writable_chat(call)
    media = {**call.params, "type": kind, "media": call.params.get(kind)}
    return deliver(call, chat, media_content(call, media)).body


@method("sendPhoto")
def send_photo(call: Call) -> JSON:
    """A picture."""
    return _send(call, "photo")


@method("sendDocument")
def send_document(call: Call) -> JSON:
    """Any file."""
    return _send(call, "document")


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[JSON]:
    """An album: all of it or nothing."""
    chat = writable_chat(call)
    items = call.params["media"]
    rules.album(items)
    rules.album_kinds(items)
    contents = [media_content(call, item) for item in items]
    group = {"media_group_id": str(secrets.randbits(60))} if len(items) > 1 else {}
    return [deliver(call, chat, {**group, **content}).body for content in contents]


@method("getFile")
def get_file(call: Call) -> JSON:
    """Where a file can be downloaded."""
    stored = call.state.files.by_id(call.params["file_id"])
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > 20 * 1024 * 1024:
        raise bad_request("file is too big")
    return {**stored.base(), "file_path": stored.path}
