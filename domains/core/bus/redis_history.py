"""Has a reader missed something? Judged from counters that the server keeps of a stream.

XTRIM does not move `max-deleted-entry-id`, so trimming is recognised by arithmetic: of
`entries-added` entries only `length` are left, so the difference went, oldest first. A reader
that has passed fewer than that has missed some. Servers before 7.0 do not count; there the
first entry that is left decides, and a reader may be told of a gap that was none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

LOST = "the server lost its data"
RESTARTED = "the server restarted or was replaced"


@dataclass(frozen=True, slots=True, order=True)
class StreamId:
    """Where an entry stands in its stream."""

    milliseconds: int = 0
    sequence: int = 0

    @classmethod
    def parse(cls, text: bytes) -> StreamId:
        milliseconds, _, sequence = text.partition(b"-")
        return cls(int(milliseconds), int(sequence or 0))

    def __str__(self) -> str:
        return f"{self.milliseconds}-{self.sequence}"


START = StreamId()


@dataclass(frozen=True, slots=True)
class Stream:
    """What the server says of a stream. `added` is None where it does not count."""

    last: StreamId = START
    length: int = 0
    added: int | None = 0
    first: StreamId | None = None

    @classmethod
    def of(cls, info: Mapping[str, Any]) -> Stream:
        """From XINFO STREAM."""
        first = info.get("first-entry")
        return cls(
            StreamId.parse(info["last-generated-id"]),
            info["length"],
            info.get("entries-added"),
            StreamId.parse(first[0]) if first else None,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands: the last entry it read, and how many came up to there, ever."""

    cursor: StreamId = START
    passed: int = 0

    @classmethod
    def end(cls, stream: Stream) -> Place:
        return cls(stream.last, stream.added or 0)

    def after(self, cursor: StreamId, count: int) -> Place:
        """Having read `count` more, up to `cursor`."""
        return Place(cursor, self.passed + count)


def judge(place: Place, stream: Stream) -> tuple[Place, str | None]:
    """Where to read on, and why something is missing before that, if anything is.

    An absent stream is `Stream()`.
    """
    if stream.last < place.cursor or (stream.added is not None and stream.added < place.passed):
        return Place(), LOST
    if stream.added is None:
        gone = stream.first is None or stream.first > place.cursor
        missed = gone and stream.last > place.cursor
        return place, "entries may have been trimmed before they were read" if missed else None
    trimmed = stream.added - stream.length
    if trimmed > place.passed:
        reason = f"{trimmed - place.passed} broadcasts were trimmed before they were read"
        return replace(place, passed=trimmed), reason
    if stream.last == place.cursor:
        return replace(place, passed=stream.added), None
    return place, None
