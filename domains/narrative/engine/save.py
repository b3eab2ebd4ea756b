"""Ink's save format (version 10), as far as we read and mend it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from pydantic_core import from_json

from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.values import Value, checked, decode
from domains.narrative.errors import InvalidVariableError, SaveRejectedError


def read(text: str) -> dict[str, Any]:
    """A save as a document. Raises SaveRejectedError when it is not one."""
    try:
        document = from_json(text)
    except ValueError as error:
        raise SaveRejectedError(reason="not JSON") from error
    if (
        not isinstance(document, dict)
        or not isinstance(document.get("variablesState"), dict)
        or set(document.get("flows") or ()) != {"DEFAULT_FLOW"}
    ):
        raise SaveRejectedError(reason="not a save with one flow")
    return document


def prepared(
    fresh: str,
    chapter: CompiledChapter,
    seed: int,
    variables: Mapping[str, object],
    player_text: Mapping[str, str],
) -> str:
    """A fresh save with its seed and with variables of an earlier chapter.

    Names that the chapter does not declare are dropped. Raises InvalidVariableError.
    """
    document = read(fresh)
    document["storySeed"] = seed % 2**31
    state = document["variablesState"]
    for name, raw in variables.items():
        if name in chapter.defaults:
            state[name] = checked(name, raw, chapter.defaults[name])
    for name, text in player_text.items():
        if not isinstance(chapter.defaults.get(name), str):
            raise InvalidVariableError(name=name, expected="a declared text")
        state[name] = f"^{escape(text)}"
    return _written(document)


def mended(text: str) -> tuple[str, dict[str, Any]]:
    """The save without its blank choices, as text and as a document.

    Those are fallbacks (`* ->`), invisible while playing on. Loaded from a save, they
    would come back as choices without text and shift the indexes of the others.
    """
    document = read(text)
    flow = document["flows"]["DEFAULT_FLOW"]
    choices = flow.get("currentChoices") or []
    visible = [choice for choice in choices if str(choice.get("text", "")).strip()]
    if len(visible) == len(choices):
        return text, document
    flow["currentChoices"] = visible
    return _written(document), document


def variables_of(text: str, chapter: CompiledChapter) -> dict[str, Value]:
    """Every global variable of a save. Raises SaveRejectedError."""
    return variables_in(read(text), chapter)


def variables_in(document: Mapping[str, Any], chapter: CompiledChapter) -> dict[str, Value]:
    """Every global variable: a save holds only those that differ from their first value."""
    found = dict(chapter.defaults)
    for name, raw in document["variablesState"].items():
        value = decode(raw)
        if name in found and value is not None:
            found[name] = value
    return found


def visits(text: str) -> dict[str, int]:
    """How often each container was entered; complete when compiled with `-c`."""
    counts = read(text).get("visitCounts") or {}
    return {str(path): int(count) for path, count in counts.items()}


def _written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
