"""A compiled chapter: Ink's JSON, and what can be known about it without playing it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

from domains.narrative.engine.values import Value, declared
from domains.narrative.errors import InvalidStoryError

NOT_KNOTS = frozenset({"global decl", "#f", "#n"})


@dataclass(frozen=True, slots=True)
class CompiledChapter:
    """One chapter in one language. Immutable.

    `shape` is a digest of everything but the words. Saves may travel between chapters of
    equal shape (languages, corrected spelling), and never between others: Ink would run
    another choice than the one that was tapped, without an error.
    """

    id: str
    language: str
    json: str = field(repr=False)
    sha256: str
    shape: str
    defaults: Mapping[str, Value] = field(repr=False)
    externals: Mapping[str, int] = field(repr=False)
    """External functions by name, with their number of arguments."""
    knots: frozenset[str] = field(repr=False)

    @classmethod
    def parse(cls, chapter_id: str, language: str, text: str) -> Self:
        """Read the output of the compiler. Raises InvalidStoryError for anything else."""
        try:
            document = json.loads(text)
            root = document["root"]
            named = root[-1]
            knots = frozenset(set(named) - NOT_KNOTS) if isinstance(named, dict) else frozenset()
            return cls(
                id=chapter_id,
                language=language,
                json=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                shape=hashlib.sha256(json.dumps(_shape(document)).encode()).hexdigest(),
                defaults=MappingProxyType(declared(root)),
                externals=MappingProxyType(dict(_externals(root))),
                knots=knots,
            )
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise InvalidStoryError(chapter=chapter_id, reason=f"not compiled Ink: {error}") from (
                error
            )


def _shape(node: Any) -> Any:
    if isinstance(node, str):
        return "^" if node.startswith("^") else node
    if isinstance(node, list):
        return [_shape(child) for child in node]
    if isinstance(node, dict):
        return {key: _shape(child) for key, child in sorted(node.items())}
    return node


def _externals(node: Any) -> Iterator[tuple[str, int]]:
    if isinstance(node, dict):
        if isinstance(name := node.get("x()"), str):
            yield name, int(node.get("exArgs", 0))
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _externals(child)
