"""What an entry of a stream looks like, and the bytes of the commands that write it.

Commands are packed once, when they are offered: what waits in memory is exactly what will be
sent, its size is known, and a retry costs nothing. (The client library packs the same command
several times slower, and an event takes two.)
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from domains.core.bus.mirror import Entry

ORIGIN, EVENT, TYPE, KEY, WIRE, AWAITED = b"o", b"i", b"t", b"k", b"w", b"a"
GAP, BODY = b"g", b"b"

Fields = Mapping[bytes, bytes]


class UndecodableError(Exception):
    """The fields are not an entry that this version can read. Never quotes them."""


def packed(*words: bytes) -> bytes:
    """Words of a command as bulk strings, without the count that precedes a whole command."""
    return b"".join([b"$%d\r\n%b\r\n" % (len(word), word) for word in words])


def command(*words: bytes) -> bytes:
    """A whole command, ready for the socket."""
    return b"*%d\r\n" % len(words) + packed(*words)


class Append:
    """XADD to one stream: the words that never change, packed once."""

    __slots__ = ("_head", "_words")

    def __init__(self, stream: str, max_length: int | None = None) -> None:
        words = [b"XADD", stream.encode()]
        if max_length is not None:
            words += [b"MAXLEN", b"~", b"%d" % max_length]
        words.append(b"*")
        self._words = len(words)
        self._head = packed(*words)

    def __call__(self, fields: bytes, count: int) -> bytes:
        """The command for `count` fields that are packed already."""
        return b"*%d\r\n%b%b" % (self._words + 2 * count, self._head, fields)


def packed_entry(entry: Entry) -> tuple[bytes, int]:
    """The fields of an event, packed, and how many they are."""
    fields = packed(
        ORIGIN,
        entry.origin.bytes,
        EVENT,
        entry.event_id.bytes,
        TYPE,
        entry.event_type.encode(),
        KEY,
        entry.key.encode(),
        WIRE,
        entry.wire.encode(),
    )
    if entry.is_awaited:
        return fields + packed(AWAITED, b"1"), 6
    return fields, 5


def packed_gap(origin: UUID, reason: str) -> tuple[bytes, int]:
    """The fields of a notice that broadcasts of `origin` are missing here."""
    return packed(ORIGIN, origin.bytes, GAP, reason.encode()), 2


def decoded(fields: Fields | None) -> Entry:
    """Raises UndecodableError."""
    if fields is None:
        raise UndecodableError("the entry was deleted")
    try:
        return Entry(
            event_id=UUID(bytes=fields[EVENT]),
            event_type=fields[TYPE].decode(),
            key=fields[KEY].decode(),
            origin=UUID(bytes=fields[ORIGIN]),
            wire=fields[WIRE].decode(),
            is_awaited=AWAITED in fields,
        )
    except (KeyError, ValueError) as error:
        raise UndecodableError(type(error).__name__) from error
