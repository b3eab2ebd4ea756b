"""The writers' tools."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from domains.narrative.authoring import javascript
from domains.narrative.authoring.apart import explore_apart
from domains.narrative.authoring.compile import is_current
from domains.narrative.authoring.javascript import CompilerMissingError
from domains.narrative.authoring.lint import lint_chapter
from domains.narrative.authoring.localise import (
    UntranslatedError,
    localise_story,
    localised,
    merged,
    phrases,
    read_catalogue,
    written,
)
from domains.narrative.authoring.markup import html_problem
from domains.narrative.authoring.play import explore
from domains.narrative.authoring.tokens import Kind, tokens
from domains.narrative.authoring.traps import lint_source
from domains.narrative.engine.bink_engine import BinkEngine
from tests.domains.narrative.chapters import INK, SHIPPED, chapter, shipped


def test_a_missing_compiler_is_named(no_javascript: None) -> None:
    with pytest.raises(CompilerMissingError):
        javascript.command()


def test_a_changed_source_is_noticed(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "story")
    assert is_current(folder)
    common = folder / "common.ink"
    common.write_text(common.read_text("utf-8") + "\nVAR more = 1\n", "utf-8")
    assert not is_current(folder)


def test_words_tags_and_logic_are_told_apart() -> None:
    document = json.loads((INK / "traps.json").read_text("utf-8"))
    by_kind: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for token in tokens(document):
        by_kind[token.kind].add(token.text)
    assert {"One", "Two", "Dice"} <= by_kind[Kind.CHOICE]
    assert "Taken." in by_kind[Kind.TEXT]
    assert by_kind[Kind.TAG] == {"chapter: traps", "points: 5"}
    assert by_kind[Kind.LOGIC] >= {"somebody"}


def test_an_untranslated_or_unsure_text_is_an_error() -> None:
    compiled = (SHIPPED / "ch01.json").read_text("utf-8")
    catalogue = read_catalogue(SHIPPED / "es.po", "es")
    first = phrases(compiled)[0]
    message = catalogue.get(first.text, context=first.context)
    assert message is not None
    message.flags.add("fuzzy")
    with pytest.raises(UntranslatedError):
        localised(compiled, catalogue)
    message.flags.discard("fuzzy")
    message.string = ""
    with pytest.raises(UntranslatedError):
        localised(compiled, catalogue)


def test_merging_keeps_words_and_marks_what_changed() -> None:
    compiled = (SHIPPED / "ch01.json").read_text("utf-8")
    catalogue = read_catalogue(SHIPPED / "es.po", "es")
    changed = compiled.replace("You hold your breath.", "You hold your breath now.")
    updated = merged(catalogue, {"ch01": changed})
    message = updated.get("You hold your breath now.", context="half_past")
    assert message is not None
    assert message.fuzzy or not message.string
    kept = updated.get("Lucien coughs, very slightly.", context="stairs")
    assert kept is not None
    assert kept.string == "Lucien tose, lo justo."
    assert "You hold your breath." not in written(updated)


def test_localising_again_changes_nothing(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "story"))
    localise_story(folder)
    for name in ("es.po", "ch01.es.json"):
        assert (folder / name).read_bytes() == (SHIPPED / name).read_bytes()


def test_traps_of_the_language_are_found() -> None:
    source = (
        "// a comment is fine\nSee https://t.me\n~ x = 2.0\n"
        "=== meet(ref who) ===\nHello.\n=== other ===\n-> meet(who)\n"
    )
    found = {finding.code: finding.where for finding in lint_source("a.ink", source)}
    assert found == {"comment": "a.ink:2", "float": "a.ink:3", "parameter": "a.ink:7"}


def test_everything_wrong_with_a_chapter_is_found() -> None:
    codes = {finding.code for finding in lint_chapter(shipped().manifest, chapter("dead_end"))}
    assert codes == {
        "speaker",
        "html",
        "tag",
        "choice_length",
        "icon",
        "choice_id",
        "ending",
        "tag_not_served",
    }


def test_text_that_could_not_be_translated_is_found() -> None:
    found = lint_chapter(shipped().manifest, chapter("traps"))
    assert "text_in_logic" in {finding.code for finding in found}


def test_play_finds_dead_ends_and_unreached_knots() -> None:
    found = explore(BinkEngine(), chapter("dead_end"), runs=20).findings.values()
    assert {finding.code for finding in found} >= {"dead_end", "unreached", "equal_choices"}
    assert "never" in {finding.where for finding in found}


def test_play_finds_broken_scripts() -> None:
    walk = explore(BinkEngine(budget_seconds=0.02), chapter("traps"), runs=10)
    broken = next(one for one in walk.findings.values() if one.code == "broken")
    assert broken.path
    assert len(broken.choices) == len(broken.path)


def test_a_crash_of_the_player_is_a_finding(tmp_path: Path) -> None:
    findings = explore_apart(tmp_path).findings
    assert [finding.code for _, _, finding in findings] == ["crash"]


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("plain", True),
        ("<i>so</i> and <b>so</b>", True),
        ("3 &lt; 4 &amp; 5", True),
        ("<b>open", False),
        ("</b>", False),
        ("<b><i>crossed</b></i>", False),
        ("<h1>big</h1>", False),
        ('<b class="x">styled</b>', False),
        ("Lost & found", False),
    ],
)
def test_html(text: str, fine: bool) -> None:
    assert (html_problem(text) is None) is fine
