"""Is everything there, once, in order? Asked of the database alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import asyncpg

from tests.drill import ledger


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the drill has come."""

    written: int
    booked: int
    pending: int


@dataclass(slots=True)
class Verdict:
    """What the ledger says when all is over."""

    written: int = 0
    first: int = 0
    second: int = 0
    faults: list[str] = field(default_factory=list)


async def progress(connection: asyncpg.Connection) -> Progress:
    row = await connection.fetchrow(
        "SELECT (SELECT count(*) FROM drill_written WHERE key <> $1),"
        " (SELECT count(*) FROM drill_second),"
        " (SELECT count(*) FROM core_event_log WHERE pending)",
        ledger.POISON_KEY,
    )
    return Progress(*row)


async def verdict(connection: asyncpg.Connection, poison: int) -> Verdict:
    """Compare what was published with what was booked, row by row."""
    found = Verdict()
    rows = {
        name: await connection.fetch(
            f"SELECT key, number, life FROM drill_{name} WHERE key <> $1 ORDER BY id",
            ledger.POISON_KEY,
        )
        for name in ("written", "first", "second")
    }
    found.written, found.first, found.second = (len(each) for each in rows.values())
    expected = sorted(map(tuple, rows["written"]))
    for name in ("first", "second"):
        booked = sorted(map(tuple, rows[name]))
        if booked != expected:
            missing, extra = _differences(expected, booked)
            found.faults.append(f"{name}: {len(missing)} missing, {len(extra)} too many")
        found.faults += _disorder(name, rows[name])
    found.faults += await _letters(connection, poison)
    return found


def _differences(
    expected: list[tuple[object, ...]], booked: list[tuple[object, ...]]
) -> tuple[list[object], list[object]]:
    left: defaultdict[object, int] = defaultdict(int)
    for row in expected:
        left[row] += 1
    for row in booked:
        left[row] -= 1
    missing = [row for row, count in left.items() if count > 0]
    return missing, [row for row, count in left.items() if count < 0]


def _disorder(name: str, rows: list[asyncpg.Record]) -> list[str]:
    sequences: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        sequences[row["key"], "" if ledger.FULL_ORDER else row["life"]].append(row["number"])
    wrong = {key: numbers for key, numbers in sequences.items() if numbers != sorted(numbers)}
    return [
        f"{name}: key {key} of {life or 'all'} out of order: {_where(numbers)}"
        for (key, life), numbers in wrong.items()
    ]


def _where(numbers: list[int]) -> str:
    index = next(i for i in range(1, len(numbers)) if numbers[i] < numbers[i - 1])
    return f"{numbers[index]} came after {numbers[index - 1]}"


async def _letters(connection: asyncpg.Connection, poison: int) -> list[str]:
    rows = await connection.fetch(
        "SELECT subscription, key, state, attempts, error FROM core_delivery ORDER BY state"
    )
    states = [row["state"] for row in rows if row["key"] == str(ledger.POISON_KEY)]
    planted = ["dead", *["parked"] * (poison - 1)]
    faults = [f"not the planted poison: {dict(row)}" for row in rows if _is_innocent(row)]
    if states != planted:
        faults.append(f"of the poison {planted} were expected, found {states}")
    return faults


def _is_innocent(row: asyncpg.Record) -> bool:
    return bool(row["key"] != str(ledger.POISON_KEY))
