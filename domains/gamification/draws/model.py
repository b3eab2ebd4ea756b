"""Draws that follow from a secret and a cause: the same cause always draws the same. Pure."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from math import log
from typing import TypeVar

T = TypeVar("T")

_WHOLE = 1 << 64


def number(salt: bytes, *cause: object) -> int:
    """A number below 2⁶⁴ that follows from the cause."""
    text = "\x1f".join(map(str, cause)).encode()
    return int.from_bytes(hmac.digest(salt, text, hashlib.sha256)[:8])


def shuffled(salt: bytes, items: Iterable[T], *cause: object) -> list[T]:
    """The items in an order that follows from the cause, whatever order they came in."""
    return sorted(items, key=lambda item: (number(salt, *cause, item), str(item)))


def ranked(salt: bytes, weighted: Iterable[tuple[T, str, int]], *cause: object) -> list[T]:
    """Items by chance, the heavier the earlier; each comes with a name and a weight above 0."""

    def place(entry: tuple[T, str, int]) -> tuple[float, str]:
        _, name, weight = entry
        even = (number(salt, *cause, name) + 1) / (_WHOLE + 1)
        return -log(even) / weight, name

    return [entry[0] for entry in sorted(weighted, key=place)]


def weighted(salt: bytes, choices: Sequence[tuple[T, int]], *cause: object) -> T:
    """One of the choices, each as likely as its weight says. Raises ValueError for none."""
    total = sum(weight for _, weight in choices)
    if total <= 0:
        raise ValueError("there is nothing to draw from")
    left = number(salt, *cause) % total
    for choice, weight in choices:
        if left < weight:
            return choice
        left -= weight
    raise AssertionError("unreachable")
