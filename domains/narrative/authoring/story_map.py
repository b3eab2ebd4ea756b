"""A chapter as a graph of its knots: what leads where, what was reached, what players choose."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domains.narrative.authoring.apart import Coverage
from domains.narrative.authoring.play import END, START
from domains.narrative.engine.compiled import NOT_KNOTS, CompiledChapter


class Reach(StrEnum):
    """What random readers, or the players of a chapter, saw of a knot."""

    COVERED = "covered"
    MISSED = "missed"
    EDGE = "edge"
    """The beginning and the end: not knots, always there."""


@dataclass(frozen=True, slots=True)
class Node:
    """A knot. `note` is a second line, e.g. how many players stopped here."""

    name: str
    reach: Reach
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from knot to knot. `share` is how many per cent of the decisions took it, if known."""

    source: str
    target: str
    share: int | None = None


@dataclass(frozen=True, slots=True)
class StoryMap:
    """One chapter, drawn nowhere yet."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What players did in a chapter: decisions by the choice's id, who stands where, who began."""

    decisions: Mapping[str, int]
    standing: Mapping[str, int]
    readers: int = 0


def story_map(
    title: str,
    chapter: CompiledChapter,
    coverage: Coverage | None = None,
    figures: Figures | None = None,
) -> StoryMap:
    """Draw up the map. Without `coverage` every knot counts as covered."""
    found = ways(chapter)
    steps = coverage.steps if coverage is not None else ()
    edges = {*found, *((source, target) for source, _, target, _ in steps)}
    shares = _shares(steps, figures) if figures is not None else {}
    standing = figures.standing if figures is not None else {}
    nodes = [Node(START, Reach.EDGE)]
    for knot in _in_order(chapter):
        missed = coverage is not None and knot not in coverage.reached
        note = str(standing[knot]) if standing.get(knot) else ""
        nodes.append(Node(knot, Reach.MISSED if missed else Reach.COVERED, note))
    nodes.append(Node(END, Reach.EDGE))
    known = {node.name for node in nodes}
    return StoryMap(
        title,
        tuple(nodes),
        tuple(
            Edge(source, target, shares.get((source, target)))
            for source, target in sorted(edges)
            if {source, target} <= known and source != target
        ),
    )


def ways(chapter: CompiledChapter) -> set[tuple[str, str]]:
    """Every way from knot to knot that the compiled chapter contains."""
    root = json.loads(chapter.json)["root"]
    named = root[-1] if isinstance(root[-1], dict) else {}
    found = {(START, target) for target in _targets(root[:-1]) if target in chapter.knots}
    for knot in chapter.knots:
        for target in _targets(named[knot]):
            if target in chapter.knots:
                found.add((knot, target))
            elif target == END:
                found.add((knot, END))
    return found


def _targets(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key in ("->", "->t->", "f()", "^->"):
            target = node.get(key)
            if isinstance(target, str) and not node.get("var"):
                yield target.partition(".")[0]
        for child in node.values():
            yield from _targets(child)
    elif isinstance(node, list):
        for child in node:
            yield from _targets(child)
    elif node == "end":
        yield END


def _in_order(chapter: CompiledChapter) -> list[str]:
    named = json.loads(chapter.json)["root"][-1] or {}
    return [knot for knot in named if knot not in NOT_KNOTS]


def _shares(
    steps: tuple[tuple[str, str, str, int], ...], figures: Figures
) -> dict[tuple[str, str], int]:
    # A choice may lead to several knots: its decisions are split as the readers went.
    went: Counter[str] = Counter()
    for _, choice, _, count in steps:
        went[choice] += count
    taken: Counter[tuple[str, str]] = Counter()
    left: Counter[str] = Counter()
    for source, choice, target, count in steps:
        decisions = figures.decisions.get(choice, 0) * count / went[choice]
        taken[source, target] += decisions  # type: ignore[assignment]  # parts of a decision
        left[source] += decisions  # type: ignore[assignment]
    return {
        (source, target): round(100 * count / left[source])
        for (source, target), count in taken.items()
        if left[source]
    }


_FILLS = {Reach.COVERED: "#dcefdc", Reach.MISSED: "#f6d3d3", Reach.EDGE: "#fbf7f4"}
_LINES = {Reach.COVERED: "#3d7a46", Reach.MISSED: "#b0304f", Reach.EDGE: "#2b2230"}


def dot(drawn: StoryMap) -> str:
    """The map in Graphviz' language."""
    lines = [
        "digraph story {",
        f'label={_quoted(drawn.title)}; labelloc=t; rankdir=TB; bgcolor="#fbf7f4";',
        'fontname="DejaVu Sans"; node [shape=box style="rounded,filled" fontname="DejaVu Sans"];',
        'edge [color="#7d6a9c" fontname="DejaVu Sans" fontsize=10];',
    ]
    for node in drawn.nodes:
        label = f"{node.name}\n{node.note}" if node.note else node.name
        colours = f'fillcolor="{_FILLS[node.reach]}" color="{_LINES[node.reach]}"'
        lines.append(f"{_quoted(node.name)} [label={_quoted(label)} {colours}];")
    for edge in drawn.edges:
        label = f" [label={_quoted(f'{edge.share} %')}]" if edge.share is not None else ""
        lines.append(f"{_quoted(edge.source)} -> {_quoted(edge.target)}{label};")
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
