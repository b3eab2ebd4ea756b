"""What the authors' guide tells, done to the letter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.i18n import Translators
from domains.narrative.authoring import gate
from domains.narrative.authoring.gate import check
from domains.narrative.authoring.lint import NOT_SERVED
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


NARRATIVE = AUTHORING.parent
DETAILS_OF_OTHERS = ("story_", "html_", "tag_")
"""Families whose members are named where the fault is found, not where it is told of."""


def sentences() -> Iterator[tuple[str, str, set[str]]]:
    """Of every finding that is made: its code, its sentence, and what fills its blanks."""
    for path in sorted(AUTHORING.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = (
                getattr(node.func, "attr", getattr(node.func, "id", ""))
                if (isinstance(node, ast.Call))
                else ""
            )
            if name not in {"complaint", "note"} or not isinstance(node, ast.Call):
                continue
            code, detail = node.args[0], node.args[2 if name == "complaint" else 3 :]
            if not isinstance(code, ast.Constant):
                continue
            named = ast.literal_eval(detail[0]) if _is_constant(detail) else ""
            blanks = {keyword.arg or "*" for keyword in node.keywords}
            yield str(code.value), "?" if detail and not named else named, blanks


def _is_constant(detail: list[ast.expr]) -> bool:
    return bool(detail) and isinstance(detail[0], ast.Constant)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_finding_is_worded_with_what_it_knows(language: str) -> None:
    t = Translators().of(language)
    made = list(sentences())
    assert {code for code, _, _ in made} > {"comment", "dead_end", "choice_id", "untranslated"}
    for code, detail, blanks in made:
        assert t.has(f"author.finding.{code}"), code
        if detail == "?":
            continue
        words = t._texts[f"finding.{detail or code}"]
        assert isinstance(words, str)
        asked = {name for _, name, _, _ in Formatter().parse(words) if name}
        assert "*" in blanks or asked == blanks, (code, detail)


def test_every_fault_of_a_tag_of_markup_and_of_a_manifest_is_worded() -> None:
    source = "".join(path.read_text("utf-8") for path in NARRATIVE.rglob("*.py"))
    tags = re.findall(r'(?:_UnfitError|InvalidTagError)\("(\w+)"', source)
    named = {f"tag_{name}" for name in tags} | set(re.findall(r'"((?:html|story)_\w+)"', source))
    worded = {
        key.removeprefix("finding.")
        for key in Translators().of("en").keys
        if key.startswith(tuple(f"finding.{family}" for family in DETAILS_OF_OTHERS))
    }
    assert named >= {"tag_number", "html_open", "story_missing"}
    refused = {f"tag_not_{tag}" for tag in NOT_SERVED}
    assert worded - refused == named - {"story_id", "story_published", "story_cli"}
    assert worded >= refused


@pytest.mark.parametrize(
    ("tag", "words"),
    [("delay: 9000", "del 1 al 3000"), ("mood: glum", "ánimo"), ("nonsense", "no existe")],
)
def test_a_fault_is_told_in_the_writers_language(folder: Path, tag: str, words: str) -> None:
    chapter = folder / "ch01.ink"
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace("# ending: inside", f"# ending: inside # {tag}"), "utf-8")
    told = CliRunner().invoke(cli, ["story", "lint", str(folder), "--lang", "es"])
    assert words in told.output
