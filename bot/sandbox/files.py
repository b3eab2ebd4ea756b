"""Files that the bot or a person uploaded: bytes in memory, found by file_id or path."""

from __future__ import annotations

import hashlib
import secrets
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import Upload

JSON = dict[str, Any]


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
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{**stored.base(), "width": width, "height": height}]


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        return _positive(struct.unpack(">II", data[16:24]))
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        return _positive(struct.unpack("<HH", data[6:10]))
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp_size(data)
    return None


def _positive(size: tuple[Any, ...]) -> tuple[int, int] | None:
    width, height = int(size[0]), int(size[1])
    return (width, height) if width > 0 and height > 0 else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return _positive((width, height))
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return (
            int.from_bytes(data[24:27], "little") + 1,
            int.from_bytes(data[27:30], "little") + 1,
        )
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return _positive((width & 0x3FFF, height & 0x3FFF))


def sample_picture(name: str) -> Upload:
    """A small generated PNG, different for each name: what a person's phone would send."""
    width, height = 160, 120
    tint = hashlib.sha256(name.encode()).digest()
    rows = bytearray()
    for y in range(height):
        share = y / height
        sky = (
            int(255 * (1 - share / 2)),
            int(90 + 120 * (1 - share)) ^ (tint[0] & 31),
            int(60 + 150 * share) ^ (tint[1] & 31),
        )
        rows += b"\x00" + bytes(sky) * width
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(bytes(rows), 6)),
            _chunk(b"IEND", b""),
        )
    )
    return Upload(f"{name}.png", "image/png", png)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
