"""What the documentation says in code is true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from domains.core import EventBusConfig

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"# [\w/]+\.py\n")
"""Begins a block that is a whole file: the blocks of a page then build on one another, as files
do, and tests/test_tutorial.py runs them in order in a copy of the project."""
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (page.relative_to(ROOT).as_posix(), code)
        for page in PAGES
        for kind, code in BLOCK.findall(page.read_text())
        if kind == language and not NAMED.match(code)
    ]


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_python_runs(page: str, code: str) -> None:
    exec(compile(code, page, "exec"), {"__name__": "documentation"})  # noqa: S102  # the point


@pytest.mark.parametrize(("page", "code"), blocks("sh"))
def test_every_make_target_exists(page: str, code: str) -> None:
    makefile = (ROOT / "Makefile").read_text()
    for line in code.splitlines():
        words = shlex.split(line, comments=True)
        if "make" in words:
            target = words[words.index("make") + 1]
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), (page, target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text()):
        assert (page.parent / target).exists(), target


def test_every_field_of_the_configuration_is_explained() -> None:
    page = (ROOT / "docs" / "architecture" / "event-bus.md").read_text()
    explained = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", page, re.MULTILINE)
    said = {name: default.strip("` ").replace(",", "") for name, default in explained}
    for name, field in EventBusConfig.model_fields.items():
        assert said.get(name) == _written(field.default), name


def _written(default: object) -> str:
    """A default as the page writes it."""
    if isinstance(default, float) and default.is_integer():
        return str(int(default))
    return str(default).lower() if isinstance(default, bool) else str(default)
