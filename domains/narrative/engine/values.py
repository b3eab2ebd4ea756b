"""Ink's variables: how saves and compiled chapters write them, and what they are to us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from domains.narrative.errors import InvalidVariableError

Value: TypeAlias = bool | int | float | str | frozenset[str]
"""A variable. A LIST is the set of its items' full names: `Clues.letter`."""

INT_MIN, INT_MAX = -(2**31), 2**31 - 1
"""Ink's integers have 32 bits; what does not fit would silently become something else."""


def decode(raw: object) -> Value | None:
    """A value as written in a save or a compiled chapter; None for what is not data."""
    if isinstance(raw, bool | int | float):
        return raw
    if isinstance(raw, str) and raw.startswith("^"):
        return raw[1:]
    if isinstance(raw, Mapping) and isinstance(raw.get("list"), Mapping):
        return frozenset(raw["list"])
    return None


def declared(root: list[Any]) -> dict[str, Value]:
    """Every global variable of a compiled chapter with its first value."""
    named = root[-1] if root and isinstance(root[-1], dict) else {}
    found: dict[str, Value] = {}
    value: Value | None = None
    in_text = False
    for token in named.get("global decl", []):
        match token:
            case "str":
                in_text, value = True, ""
            case "/str":
                in_text = False
            case {"VAR=": str(name)}:
                if value is not None:
                    found[name] = value
                value = None
            case _ if not in_text or (isinstance(token, str) and token.startswith("^")):
                value = decode(token)
            case _:
                pass
    return found


def checked(name: str, raw: object, default: Value) -> object:
    """`raw` as it may be written into a save, where a variable of `default`'s kind stands.

    Raises InvalidVariableError for another kind, or an integer beyond 32 bits: Ink would
    take both and change the story's meaning without a word.
    """
    value = decode(raw)
    same_kind = (
        isinstance(value, int | float) and not isinstance(value, bool)
        if isinstance(default, int | float) and not isinstance(default, bool)
        else type(value) is type(default)
    )
    if value is None or not same_kind:
        raise InvalidVariableError(name=name, expected=type(default).__name__)
    if isinstance(value, int) and not INT_MIN <= value <= INT_MAX:
        raise InvalidVariableError(name=name, expected="int32")
    return raw
