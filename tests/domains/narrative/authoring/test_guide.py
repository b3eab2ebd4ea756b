"""What the authors' guide tells, done to the letter."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import cli
from domains.narrative.authoring.gate import check
from domains.narrative.engine.tags import _CHOICE, _LINE

DOCS = Path(__file__).parents[4] / "docs"
GUIDE = (DOCS / "authoring.md").read_text("utf-8")
SHEET = (DOCS / "ink-cheat-sheet.md").read_text("utf-8")


def test_the_chapter_on_the_cheat_sheet_passes_the_gate(folder: Path) -> None:
    text = SHEET.partition("A chapter, whole:\n")[2].partition("\nTraps:")[0]
    chapter = "\n".join(line.removeprefix("    ") for line in text.strip("\n").splitlines())
    (folder / "ch01.ink").write_text(f"{chapter}\n", "utf-8")
    assert [str(finding) for finding in check(folder).findings] == []


def test_the_guide_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^\| `(\w+)|, `(\w+) STORY`", GUIDE, flags=re.MULTILINE))
    commands = {name for pair in named for name in pair if name}
    told = CliRunner().invoke(cli, ["story", "--help"]).output
    listed = set(re.findall(r"^│ (\w+)  ", told, flags=re.MULTILINE))
    assert listed <= commands
    assert {name for name in commands if name in listed} == listed


def test_the_guide_names_every_tag() -> None:
    for tag in (*_LINE, *_CHOICE):
        assert f"`# {tag}" in GUIDE or f"`{tag}`" in GUIDE, tag
