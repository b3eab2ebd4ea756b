"""Laws of the mirror's parts, for any sequence of what may happen to them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.core.bus.mirror import Entry
from domains.core.bus.redis_codec import Append, UndecodableError, decoded, packed_entry
from domains.core.bus.redis_history import LOST, Place, Stream, StreamId, judge
from domains.core.bus.redis_link import Link, Tally
from domains.core.bus.redis_ring import Packet, Ring
from domains.core.clock import VirtualClock
from tests.core.mirror.house import Witness, firsts

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.lists(st.one_of(st.integers(1, 60), st.just("take")), max_size=80),
    st.integers(1, 10),
    st.integers(1, 200),
)
def test_a_ring_keeps_the_newest_in_order_within_its_bounds(
    steps: list[Any], entries: int, size: int
) -> None:
    ring = Ring(entries, size)
    put: list[Packet] = []
    out: list[Packet] = []
    told = 0
    for number, step in enumerate(steps):
        if step == "take":
            out += ring.take(3, 1_000)
            told += ring.take_gap()
        else:
            put.append(Packet(b"x" * step, 1 + number % 2, is_broadcast=True))
            ring.put(put[-1])
        assert len(ring) <= entries
        assert ring.size <= size
        assert ring.filled.is_set() or not len(ring)
    left = ring.take(10_000, 10_000)
    told += ring.take_gap()
    out += left
    identities = [id(packet) for packet in put]
    positions = [identities.index(id(packet)) for packet in out]
    assert positions == sorted(positions)
    assert len(out) + ring.dropped == ring.offered == len(put)
    assert told == ring.dropped
    kept = len(left)
    assert [id(packet) for packet in left] == identities[len(identities) - kept :]


@given(st.lists(st.sampled_from(["add", "trim", "read", "look"]), max_size=60))
def test_a_gap_is_told_exactly_when_something_was_missed(steps: list[str]) -> None:
    """A model of a stream and its reader, who looks before every read."""
    kept: list[int] = []
    added = 0
    place = Place()
    unread: set[int] = set()
    for step in steps:
        if step == "add":
            added += 1
            kept.append(added)
            unread.add(added)
        elif step == "trim":
            del kept[: 1 + len(kept) // 2]
        else:
            first = StreamId(kept[0]) if kept else None
            place, missing = judge(place, Stream(StreamId(added), len(kept), added, first))
            gone = unread - set(kept)
            assert (missing is not None) == bool(gone)
            unread -= gone
        if step == "read":
            new = [number for number in kept if number > place.cursor.milliseconds]
            if new:
                place = place.after(StreamId(new[-1]), len(new))
            unread.clear()


@given(st.integers(0, 50), st.integers(0, 9), st.integers(0, 60), st.integers(0, 9))
def test_a_history_that_is_shorter_than_what_was_read_is_another_one(
    passed: int, cursor: int, added: int, last: int
) -> None:
    place = Place(StreamId(cursor), passed)
    after, missing = judge(place, Stream(StreamId(last), added, added))
    if added < passed or last < cursor:
        assert (after, missing) == (Place(), LOST)
    else:
        assert after.cursor == place.cursor
        assert missing is None


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 2)), max_size=40))
def test_a_batch_is_as_large_as_its_bounds_allow(packets: list[tuple[int, int]]) -> None:
    ring = Ring(100, 1_000)
    for size, commands in packets:
        ring.put(Packet(b"x" * size, commands, is_broadcast=False))
    while batch := ring.take(5, 20):
        *most, _ = batch
        assert sum(packet.commands for packet in most) < 5
        assert sum(len(packet.data) for packet in most) < 20
        full = sum(p.commands for p in batch) >= 5 or sum(len(p.data) for p in batch) >= 20
        assert full or not len(ring)
    assert ring.size == len(ring) == 0


def test_without_counters_a_reader_is_rather_told_too_often() -> None:
    place = Place(StreamId(5))
    entries = {"length": 3, "added": None}
    for first, is_missing in ((4, False), (5, False), (6, True)):
        stream = Stream(StreamId(9), first=StreamId(first), **entries)  # type: ignore[arg-type]
        assert (judge(place, stream)[1] is not None) is is_missing
    assert judge(place, Stream(StreamId(5), 0, None, None)) == (place, None)
    assert judge(place, Stream(StreamId(4), 1, None, StreamId(4))) == (Place(), LOST)


@given(st.lists(st.integers(0, 20), max_size=30), st.data())
def test_a_batch_written_twice_keeps_its_order_by_first_appearance(
    cuts: list[int], data: st.DataObject
) -> None:
    """A frozen server took a part of it; the retry may be served before, after, or between."""
    batch = [f"{number}" for number in range(20)]
    first = batch[: data.draw(st.integers(0, 20))]
    second = batch + [f"{number}" for number in range(20, 25)]
    merged: list[str] = []
    while first or second:
        source = first if first and (not second or data.draw(st.booleans())) else second
        merged.append(source.pop(0))
    assert firsts(merged) == [f"{number}" for number in range(25)]


@given(
    st.builds(
        Entry,
        event_id=st.uuids(),
        event_type=TEXTS,
        key=TEXTS,
        origin=st.uuids(),
        wire=TEXTS,
        is_awaited=st.booleans(),
    )
)
def test_an_entry_survives_the_wire(entry: Entry) -> None:
    fields, count = packed_entry(entry)
    words = _words(Append("s", 5)(fields, count))
    assert words[:6] == [b"XADD", b"s", b"MAXLEN", b"~", b"5", b"*"]
    pairs = dict(zip(words[6::2], words[7::2], strict=True))
    assert decoded(pairs) == entry


@given(st.dictionaries(st.sampled_from([b"o", b"i", b"t", b"k", b"w"]), st.binary(max_size=20)))
def test_whatever_stands_in_a_stream_is_an_entry_or_a_typed_error(
    fields: dict[bytes, bytes],
) -> None:
    with suppress(UndecodableError):
        assert isinstance(decoded(fields), Entry)


@pytest.mark.parametrize("fields", [None, {}, {b"i": b"short"}, {b"i": b"x" * 16, b"t": b"\xff"}])
def test_what_is_no_entry_is_refused_without_quoting_it(fields: dict[bytes, bytes] | None) -> None:
    with pytest.raises(
        UndecodableError, match=r"^(the entry was deleted|KeyError|ValueError|Uni.*)$"
    ):
        decoded(fields)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=50))
def test_an_outage_is_told_once_and_so_is_its_end(steps: list[tuple[str, bool]]) -> None:
    witness = Witness()
    tally = Tally()
    link = Link(VirtualClock(), tally)
    link.attach(witness)
    away: set[str] = set()
    outages = recoveries = 0
    for part, works in steps:
        before = bool(away)
        if works:
            away.discard(part)
            link.works(part)
        else:
            away.add(part)
            link.lost(part, ConnectionError("gone"))
        outages += not before and bool(away)
        recoveries += before and not away
        assert (len(witness.outages), witness.recoveries) == (outages, recoveries)
        assert link.is_connected == (not away)
    assert tally.outages == outages


def _words(command: bytes) -> list[bytes]:
    """The other half of the protocol, read strictly."""
    head, _, rest = command.partition(b"\r\n")
    words = []
    for _ in range(int(head.removeprefix(b"*"))):
        size, _, rest = rest.partition(b"\r\n")
        length = int(size.removeprefix(b"$"))
        words.append(rest[:length])
        assert rest[length : length + 2] == b"\r\n"
        rest = rest[length + 2 :]
    assert rest == b""
    return words


def test_a_stream_id_is_read_as_the_server_writes_it() -> None:
    assert StreamId.parse(b"12-7") == StreamId(12, 7)
    assert str(StreamId(12, 7)) == "12-7"
    assert StreamId(9, 10) < StreamId(10, 0) < StreamId(10, 9) < StreamId(10, 10)
