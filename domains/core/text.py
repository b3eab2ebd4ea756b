"""Text that strangers typed, made fit to be stored and shown on one line.

This is about what a text does to its surroundings (right-to-left overrides, zero width,
control characters, towers of accents). Escaping for HTML is the view's affair.
"""

from __future__ import annotations

import unicodedata

JOINER = "\u200d"
"""Kept inside a text: emoji families and several scripts are joined with it."""

LONGEST_MARK_RUN = 4
"""More combining marks on one letter than any living script needs."""

_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters and symbols by category, nothing by appearance."""

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co"})


def one_line(text: str, longest: int) -> str:
    """The text on one line, without invisible machinery, at most `longest` characters."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if character.isspace() or category in {"Zl", "Zp"}:
            kept.append(" ")
            marks = 0
        elif category in _DROPPED and character != JOINER:
            continue
        else:
            marks = marks + 1 if category.startswith("M") else 0
            if marks <= LONGEST_MARK_RUN:
                kept.append(character)
    line = " ".join("".join(kept).split())
    return line[:longest].strip(f" {JOINER}")


def storable(text: str) -> str:
    """The text with a mark for what no database and no wire takes: NUL, half a surrogate pair."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")


def is_visible(text: str) -> bool:
    """Would a reader see anything at all?"""
    return any(
        character not in _BLANK and unicodedata.category(character)[0] not in "ZCM"
        for character in text
    )
