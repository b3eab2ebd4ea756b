"""The words and tags inside a compiled chapter, each with what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from domains.narrative.engine.compiled import NOT_KNOTS


class Kind(Enum):
    """What a piece of text is for."""

    TEXT = "read by players"
    CHOICE = "a choice's label"
    TAG = "a line's tag"
    CHOICE_TAG = "a choice's tag"
    LOGIC = "compared or assigned, never shown"


@dataclass(frozen=True, slots=True)
class Token:
    """`container[index]` is the text, with its leading `^`. `knot` says where it stands."""

    container: list[Any]
    index: int
    kind: Kind
    knot: str

    @property
    def text(self) -> str:
        """Without the blanks that Ink leaves before a tag."""
        return str(self.container[self.index])[1:].strip()

    def replace(self, text: str) -> None:
        """Exchange the words in place, keeping those blanks."""
        raw = str(self.container[self.index])[1:]
        start = raw.index(self.text)
        self.container[self.index] = f"^{raw[:start]}{text}{raw[start + len(self.text) :]}"


def tokens(document: dict[str, Any]) -> Iterator[Token]:
    """Every text of a compiled chapter that is not blank, in the order of the file."""
    root = document["root"]
    yield from _tokens(root[:-1], "start")
    named = root[-1] if isinstance(root[-1], dict) else {}
    for knot, container in named.items():
        if knot not in NOT_KNOTS:
            yield from _tokens(container, knot)


def _tokens(container: list[Any], knot: str) -> Iterator[Token]:
    for token in _own_tokens(container, knot):
        if token.text:
            yield token
    for child in container:
        children = child.values() if isinstance(child, dict) else [child]
        for nested in children:
            if isinstance(nested, list):
                yield from _tokens(nested, knot)


def _own_tokens(container: list[Any], knot: str) -> Iterator[Token]:
    in_tag = in_evaluation = False
    pending: list[tuple[int, bool]] = []
    for index, item in enumerate(container):
        match item:
            case "#" | "/#":
                in_tag = item == "#"
            case "ev":
                in_evaluation = True
                pending = []
            case "/ev":
                in_evaluation = False
                # What is evaluated just before a choice point is the choice's label.
                following = container[index + 1 : index + 2]
                is_label = (
                    bool(following) and isinstance(following[0], dict) and "*" in following[0]
                )
                for label, is_tag in pending:
                    kind = Kind.CHOICE_TAG if is_tag else Kind.CHOICE
                    yield Token(container, label, kind if is_label else Kind.LOGIC, knot)
                pending = []
            case str() if item.startswith("^"):
                if in_evaluation:
                    pending.append((index, in_tag))
                else:
                    yield Token(container, index, Kind.TAG if in_tag else Kind.TEXT, knot)
            case _:
                pass
