"""The vocabulary of tags, closed: a tag that is not here is an error before anybody reads it.

Written `key: value` behind a line or inside a choice's brackets; flags stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from domains.narrative.errors import InvalidTagError

MAX_DELAY_MS = 3_000
MAX_POINTS = 1_000
HEAD = frozenset({"chapter", "title", "lang"})
"""Tags of the file's head. The first line of a chapter carries them too."""


class Mood(StrEnum):
    """How a line is said. A view may show it; no meaning hangs on it alone."""

    AMUSED = "amused"
    DISTANT = "distant"
    GRAVE = "grave"
    PLAYFUL = "playful"
    TENDER = "tender"
    WARM = "warm"
    WARY = "wary"


@dataclass(frozen=True, slots=True)
class Timer:
    """A decision that is taken by itself: after `after`, choice `default` (from 0)."""

    after: timedelta
    default: int


@dataclass(frozen=True, slots=True)
class LineTags:
    """What the tags of one line mean.

    `points`, `achievement`, `ending` and `next` are effects of the turn, applied once.
    """

    speaker: str | None = None
    mood: Mood | None = None
    image: str | None = None
    alt: str | None = None
    voice: str | None = None
    sticker: str | None = None
    delay_ms: int = 0
    new: bool = False
    spoiler: bool = False
    points: int = 0
    achievement: str | None = None
    ending: str | None = None
    next: str | None = None
    wait: timedelta | None = None
    wait_text: str | None = None
    timer: Timer | None = None


@dataclass(frozen=True, slots=True)
class ChoiceTags:
    """What the tags of one choice mean."""

    id: str | None = None
    icon: str | None = None
    vip: bool = False
    cost: int = 0
    lock: str | None = None
    hint: str | None = None


_SPAN = re.compile(r"(\d{1,4})([smhd])", re.ASCII)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,47}", re.ASCII)
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}", re.ASCII)
_TIMER = re.compile(r"(\d{1,4}[smhd]) default=(\d)", re.ASCII)


class _UnfitError(ValueError):
    """A value that cannot be read: what is wrong, in a word, and the most that it may be."""

    def __init__(self, detail: str, **blanks: int) -> None:
        super().__init__(detail)
        self.detail = detail
        self.blanks = blanks


def _mood(value: str) -> Mood:
    try:
        return Mood(value)
    except ValueError:
        raise _UnfitError("mood") from None


def _text(value: str) -> str:
    if not value:
        raise _UnfitError("empty")
    return value


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise _UnfitError("code")
    return value


def _file(value: str) -> str:
    if not _FILE.fullmatch(value):
        raise _UnfitError("file")
    return value


def _flag(value: str) -> bool:
    if value:
        raise _UnfitError("flag")
    return True


def _number(most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not (value.isascii() and value.isdigit() and 0 < int(value) <= most):
            raise _UnfitError("number", most=most)
        return int(value)

    return parse


def _span(value: str) -> timedelta:
    match = _SPAN.fullmatch(value)
    if match is None:
        raise _UnfitError("span")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _timer(value: str) -> Timer:
    match = _TIMER.fullmatch(value)
    if match is None:
        raise _UnfitError("timer")
    return Timer(_span(match[1]), int(match[2]))


_LINE: dict[str, tuple[str, Callable[[str], Any]]] = {
    "speaker": ("speaker", _code),
    "mood": ("mood", _mood),
    "image": ("image", _file),
    "alt": ("alt", _text),
    "voice": ("voice", _file),
    "sticker": ("sticker", _file),
    "delay": ("delay_ms", _number(MAX_DELAY_MS)),
    "new": ("new", _flag),
    "spoiler": ("spoiler", _flag),
    "points": ("points", _number(MAX_POINTS)),
    "achievement": ("achievement", _code),
    "ending": ("ending", _code),
    "next": ("next", _code),
    "wait": ("wait", _span),
    "wait_text": ("wait_text", _text),
    "timer": ("timer", _timer),
}
_CHOICE: dict[str, tuple[str, Callable[[str], Any]]] = {
    "id": ("id", _code),
    "icon": ("icon", _code),
    "vip": ("vip", _flag),
    "cost": ("cost", _number(MAX_POINTS)),
    "lock": ("lock", _text),
    "hint": ("hint", _text),
}


def line_tags(tags: Sequence[str]) -> LineTags:
    """Read the tags of a line. Raises InvalidTagError."""
    return _line_tags(tuple(tags))


def choice_tags(tags: Sequence[str]) -> ChoiceTags:
    """Read the tags of a choice. Raises InvalidTagError."""
    return _choice_tags(tuple(tags))


# The same tags are read at every turn of every reader.
@lru_cache(maxsize=4_096)
def _line_tags(tags: tuple[str, ...]) -> LineTags:
    fields = _read((tag for tag in tags if _split(tag)[0] not in HEAD), _LINE)
    return replace(LineTags(), **fields)


@lru_cache(maxsize=4_096)
def _choice_tags(tags: tuple[str, ...]) -> ChoiceTags:
    return replace(ChoiceTags(), **_read(tags, _CHOICE))


def head_tags(tags: Sequence[str]) -> dict[str, str]:
    """The tags of a chapter's head: `chapter`, `title`, `lang`. Others are left out."""
    return dict(pair for pair in map(_split, tags) if pair[0] in HEAD)


def _split(tag: str) -> tuple[str, str]:
    key, _, value = tag.partition(":")
    return key.strip(), value.strip()


def _read(
    tags: Iterable[str], vocabulary: dict[str, tuple[str, Callable[[str], Any]]]
) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for tag in tags:
        key, value = _split(tag)
        if key not in vocabulary:
            raise InvalidTagError("unknown", tag=tag)
        name, parse = vocabulary[key]
        if name in fields:
            raise InvalidTagError("twice", tag=tag)
        try:
            fields[name] = parse(value)
        except _UnfitError as error:
            raise InvalidTagError(error.detail, tag=tag, **error.blanks) from error
    return fields
