"""Files that the bot or a person uploaded: bytes in memory, found by file_id or path."""

from __future__ import annotations

import hashlib
import io
import secrets
from dataclasses import dataclass
from typing import Any

from PIL import Image

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import Upload

JSON = dict[str, Any]

MAX_SIDES = 10_000
MAX_RATIO = 20
"""Of a photo: width and height together, and one to the other (docs: sendPhoto)."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `unique_id` is the same for the same bytes, as in Telegram."""

    file_id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    data: bytes

    def base(self) -> JSON:
        """The fields that every Bot API file object has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }


class FileStore:
    """Keeps every file until reset."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def put(self, upload: Upload, folder: str) -> StoredFile:
        """Store an upload and give it its identifiers."""
        unique = hashlib.sha256(upload.data).hexdigest()[:16]
        name = upload.name.replace("/", "_").replace("\\", "_") or "file"
        suffix = f".{name.rsplit('.', 1)[1]}" if "." in name else ""
        stored = StoredFile(
            file_id=f"AgAC{secrets.token_urlsafe(24)}",
            unique_id=unique,
            path=f"{folder}/file_{len(self._by_id)}{suffix}",
            name=name,
            content_type=upload.content_type,
            data=upload.data,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this file_id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file with this download path."""
        return self._by_path.get(path)

    def named(self, value: str) -> StoredFile:
        """What a file_id in a request means, or Telegram's refusal."""
        if value.startswith(("http://", "https://")):
            # Loopback only: the sandbox fetches nothing from outside.
            raise bad_request("Failed to get HTTP URL content")
        stored = self._by_id.get(value)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored


def photo_sizes(stored: StoredFile) -> list[JSON]:
    """The `photo` array of a message, or the refusal for what is no picture."""
    size = picture_size(stored.data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{**stored.base(), "width": width, "height": height}]


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP; None for anything else."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "GIF", "JPEG", "WEBP")) as picture:
            return picture.size
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def sample_picture(name: str) -> Upload:
    """A small generated PNG, different for each name: what a person's phone would send."""
    size = (320, 240)
    tint = hashlib.sha256(name.encode()).digest()
    top = Image.new("RGB", size, (255, 120 + tint[0] % 100, tint[1] % 120))
    bottom = Image.new("RGB", size, (tint[2] % 100, 40, 110 + tint[3] % 120))
    picture = Image.composite(bottom, top, Image.linear_gradient("L").resize(size))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return Upload(f"{name}.png", "image/png", out.getvalue())
