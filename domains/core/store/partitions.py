"""Partitions of the keys: the share of the work that one instance holds at a time."""

from __future__ import annotations

from zlib import crc32

PARTITIONS = 32
"""Never changes: it is written into every row of the log."""


def partition_of(key: str) -> int:
    """The partition of a key: the same on every machine and in every version."""
    return crc32(key.encode()) % PARTITIONS
