"""A Bot API request on the wire, in every form that clients use.

Form fields stay strings here: whether `5` is a number or a text is the method's business.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from bot.sandbox.errors import ApiError, bad_request

MAX_BODY = 60 * 1024 * 1024
"""Telegram takes uploads up to 50 MB; the rest is room for the envelope."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it arrived."""

    name: str
    content_type: str
    data: bytes


@dataclass(slots=True)
class WireRequest:
    """Parameters and files by field name. Values of JSON bodies keep their JSON type."""

    params: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)


async def read_request(request: web.Request) -> WireRequest:
    """Read query string and body, whatever the client chose; the body wins."""
    parsed = WireRequest(params=dict(request.query))
    if request.method == "GET" or not request.body_exists:
        return parsed
    kind = request.content_type
    if kind == "application/json":
        parsed.params.update(_from_json(await request.read()))
    elif kind == "application/x-www-form-urlencoded":
        parsed.params.update({key: str(value) for key, value in (await request.post()).items()})
    elif kind == "multipart/form-data":
        try:
            await _read_multipart(await request.multipart(), parsed)
        except ValueError:
            raise bad_request("can't parse multipart body") from None
    return parsed


def _from_json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        decoded = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(decoded, dict):
        raise bad_request("can't parse request JSON object")
    # An absent value and a null are the same to Telegram.
    return {key: value for key, value in decoded.items() if value is not None}


async def _read_multipart(reader: MultipartReader, parsed: WireRequest) -> None:
    size = 0
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=False))
        size += len(data)
        if size > MAX_BODY:
            raise ApiError(413, "Request Entity Too Large")
        if part.filename is None:
            parsed.params[part.name] = data.decode("utf-8", "replace")
            continue
        kind = part.headers.get("Content-Type", "application/octet-stream")
        parsed.files[part.name] = Upload(part.filename, kind, data)
