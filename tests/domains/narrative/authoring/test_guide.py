"""What the authors' guide tells, done to the letter."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import cli
from bot.i18n import Translators
from domains.narrative.authoring import gate
from domains.narrative.authoring.gate import check
from domains.narrative.engine.tags import _CHOICE, _LINE

AUTHORING = Path(gate.__file__).parent
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


def test_every_finding_is_worded_for_the_chat() -> None:
    source = "\n".join(path.read_text("utf-8") for path in AUTHORING.glob("*.py"))
    codes = set(re.findall(r'(?:Finding|note)\(\s*"([a-z_]+)"', source))
    codes |= set(re.findall(r'yield "([a-z_]+)", ', source))
    assert codes > {"comment", "dead_end", "no_free_way"}
    for language in ("en", "es"):
        t = Translators().of(language)
        assert [code for code in sorted(codes) if not t.has(f"author.finding.{code}")] == []
