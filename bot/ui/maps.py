"""Story maps as pictures: by Graphviz where it is installed, else in plain layers by ourselves."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ui.charts import ACCENT, INK, PAPER, SECOND
from bot.ui.png import png
from domains.narrative.authoring.story_map import Node, Reach, StoryMap, dot

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

DOT_SECONDS = 30
COLOURS = 128
NODE_HEIGHT, GAP_X, GAP_Y, MARGIN = 64, 36, 74, 48
FILLS = {Reach.COVERED: "#dcefdc", Reach.MISSED: "#f6d3d3", Reach.EDGE: PAPER}
LINES = {Reach.COVERED: "#3d7a46", Reach.MISSED: ACCENT, Reach.EDGE: INK}
SWEEPS = 8
"""How often the knots of a layer are sorted by their neighbours: more changes nothing."""


def picture(drawn: StoryMap) -> bytes:
    """The map as a PNG. Takes tenths of a second: call it off the event loop."""
    program = shutil.which("dot")
    if program is not None:
        process = subprocess.run(  # noqa: S603  # the map is its input
            [program, "-Tpng", "-Gdpi=110"],
            input=dot(drawn).encode(),
            capture_output=True,
            timeout=DOT_SECONDS,
            check=False,
        )
        if process.returncode == 0:
            return process.stdout
    return layered(drawn)


@dataclass(frozen=True, slots=True)
class _Box:
    left: int
    top: int
    width: int

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


def layered(drawn: StoryMap) -> bytes:
    """The map in layers from the beginning down, without any other program."""
    from PIL import Image, ImageDraw

    layers = _sorted_layers(drawn)
    boxes, width, height = _placed(drawn, layers)
    image = Image.new("RGB", (width, height), PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.text((MARGIN, MARGIN // 2), drawn.title, fill=INK, font=_font(26, bold=True))
    for edge in drawn.edges:
        _draw_edge(canvas, boxes[edge.source], boxes[edge.target], edge.share)
    for node in drawn.nodes:
        _draw_node(canvas, node, boxes[node.name])
    return png(image, COLOURS)


def _font(size: int, *, bold: bool = False) -> FreeTypeFont:
    import matplotlib as mpl
    from PIL import ImageFont

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(f"{mpl.get_data_path()}/fonts/ttf/{name}", size)


def _sorted_layers(drawn: StoryMap) -> list[list[str]]:
    depth = _depths(drawn)
    layers: dict[int, list[str]] = defaultdict(list)
    for node in drawn.nodes:
        layers[depth[node.name]].append(node.name)
    ordered = [layers[level] for level in sorted(layers)]
    neighbours: dict[str, list[str]] = defaultdict(list)
    for edge in drawn.edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    for _ in range(SWEEPS):
        at = {
            name: index / max(len(layer), 1)
            for layer in ordered
            for index, name in enumerate(layer)
        }
        for layer in ordered:
            layer.sort(
                key=lambda name: (
                    sum(at[other] for other in neighbours[name]) / max(len(neighbours[name]), 1)
                )
            )
    return ordered


def _depths(drawn: StoryMap) -> dict[str, int]:
    """How far down each knot stands: below all that lead to it, unless they go in circles."""
    following: dict[str, list[str]] = defaultdict(list)
    for edge in drawn.edges:
        following[edge.source].append(edge.target)
    first = drawn.nodes[0].name
    depth = {first: 0}
    waiting = [first]
    while waiting:  # breadth first: the shortest way
        name = waiting.pop(0)
        for target in following[name]:
            if target not in depth:
                depth[target] = depth[name] + 1
                waiting.append(target)
    for _ in drawn.nodes:
        for edge in drawn.edges:  # push down what is led to from the layer beside it
            above = depth.get(edge.source)
            if above is not None and above == depth.get(edge.target):
                depth[edge.target] = above + 1
    last = max(depth.values())
    lost = {node.name: last for node in drawn.nodes if node.name not in depth}
    return {**depth, **lost, drawn.nodes[-1].name: last + 1}


def _placed(drawn: StoryMap, layers: list[list[str]]) -> tuple[dict[str, _Box], int, int]:
    font = _font(19)
    labels = {node.name: node for node in drawn.nodes}
    widths = {
        name: max(110, int(font.getlength(_label(node))) + 36) for name, node in labels.items()
    }
    rows = [sum(widths[name] for name in layer) + GAP_X * (len(layer) - 1) for layer in layers]
    total = max(*rows, int(_font(26, bold=True).getlength(drawn.title)), 420) + 2 * MARGIN
    boxes: dict[str, _Box] = {}
    for level, layer in enumerate(layers):
        left = (total - rows[level]) // 2
        for name in layer:
            top = 2 * MARGIN + level * (NODE_HEIGHT + GAP_Y)
            boxes[name] = _Box(left, top, widths[name])
            left += widths[name] + GAP_X
    height = 3 * MARGIN + len(layers) * (NODE_HEIGHT + GAP_Y) - GAP_Y
    return boxes, total, height


def _label(node: Node) -> str:
    return f"{node.name} · {node.note}" if node.note else node.name


def _draw_node(canvas: ImageDraw, node: Node, box: _Box) -> None:
    outline = (box.left, box.top, box.left + box.width, box.top + NODE_HEIGHT)
    canvas.rounded_rectangle(outline, 14, FILLS[node.reach], LINES[node.reach], 3)
    middle = (box.middle, box.top + NODE_HEIGHT // 2)
    canvas.text(middle, _label(node), fill=INK, font=_font(19), anchor="mm")


def _draw_edge(canvas: ImageDraw, source: _Box, target: _Box, share: int | None) -> None:
    start = (source.middle, source.top + NODE_HEIGHT)
    end = (target.middle, target.top)
    if target.top <= source.top:  # back up: along the right side
        start = (source.left + source.width, source.top + NODE_HEIGHT // 2)
        end = (target.left + target.width, target.top + NODE_HEIGHT // 2)
    canvas.line((start, end), fill=SECOND, width=2)
    x, y = end
    tip = 9 if target.top > source.top else 0
    canvas.polygon(((x, y), (x - 6, y - tip - 1), (x + 6, y - tip - 1)), fill=SECOND)
    if share is not None:
        at = (start[0] + (end[0] - start[0]) * 2 // 5, start[1] + (end[1] - start[1]) * 2 // 5)
        canvas.text(
            at,
            f"{share} %",
            fill=ACCENT,
            font=_font(16, bold=True),
            anchor="mm",
            stroke_width=4,
            stroke_fill=PAPER,
        )
