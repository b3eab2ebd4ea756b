"""The gate before publishing: what it lets through, and every kind of story that it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domains.narrative.authoring.bundle import unpacked, write
from domains.narrative.authoring.findings import Finding
from domains.narrative.authoring.gate import check
from domains.narrative.authoring.scaffold import new_chapter, new_story
from tests.domains.narrative.authoring.conftest import Rewrite
from tests.domains.narrative.conformance.test_ink_proof import FATAL, cases

CHAPTER = "ch01.ink"


def found(folder: Path, code: str) -> Finding:
    findings = check(folder).findings
    matching = [finding for finding in findings if finding.code == code]
    assert matching, [str(finding) for finding in findings]
    return matching[0]


def line_of(folder: Path, text: str, file: str = CHAPTER) -> str:
    lines = (folder / file).read_text("utf-8").splitlines()
    return f"{file}:{next(n for n, line in enumerate(lines, 1) if text in line)}"


def test_a_new_story_passes_and_its_folder_is_left_alone(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    report = check(folder)
    assert report.passed
    assert report.findings == ()
    assert report.coverage[0].reached == ("answer", "door", "inside")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_story_with_one_more_chapter_passes(folder: Path, rewrite: Rewrite) -> None:
    new_chapter(folder, "ch2", "Second")
    rewrite(CHAPTER, "# ending: inside", "# ending: inside # next: ch2")
    assert [str(finding) for finding in check(folder).findings] == []


def test_a_dead_end_that_two_ways_lead_to_is_told_once(tmp_path: Path, compiler: None) -> None:
    text = (
        "VAR lit = false\nA door.\n* [Take the lamp # id: take]\n    ~ lit = true\n"
        "* [Leave it # id: leave]\n- {lit: You see it.|You do not.}\n-> END\n"
    )
    write(unpacked("lamp.ink", text.encode()), tmp_path)
    (end,) = check(tmp_path).findings
    assert (end.code, end.where) == ("dead_end", "lamp.ink:6")


IN_A_LINE = {
    "comment": "See https://example.org/ for more.",
    "float": "~ trust_diana = trust_diana * 2.0",
    "todo": "TODO: something better",
    "compiler": "{ never closed",
    "speaker": "MARTA: “Hello.”",
    "html": "This is <b>bold.",
    "tag": "Well. # colour: red",
    "media": "Look. # image: nowhere.jpg # alt: Nothing",
    "text_in_logic": '{"a" == "b": Never.}',
    "ending": "The end? # ending: nobody_wrote_this",
}


@pytest.mark.parametrize("code", IN_A_LINE)
def test_a_bad_line_is_found_with_its_file_and_line(
    code: str, folder: Path, rewrite: Rewrite
) -> None:
    rewrite(CHAPTER, "Far inside, something", f"{IN_A_LINE[code]}\n    Far inside, something")
    where = line_of(folder, IN_A_LINE[code])
    # The compiler names the line where it gave up, which may be the next one.
    if code == "compiler":
        assert found(folder, code).where.startswith(f"{CHAPTER}:")
    elif code == "text_in_logic":
        assert found(folder, code).where.startswith(CHAPTER)
    else:
        assert found(folder, code).where == where


IN_A_CHOICE = {
    "choice_length": ("[Ring the bell", f"[{'Ring the bell again ' * 3}"),
    "choice_html": ("[Ring the bell", "[Ring & run"),
    "choice_id": ("# id: door_ring ", ""),
    "icon": ("# icon: door", "# icon: portal"),
}


@pytest.mark.parametrize("code", IN_A_CHOICE)
def test_a_bad_choice_is_found_with_its_line(code: str, folder: Path, rewrite: Rewrite) -> None:
    rewrite(CHAPTER, *IN_A_CHOICE[code])
    assert found(folder, code).where == line_of(folder, IN_A_CHOICE[code][1] or "[Ring the bell")


def test_two_choices_with_one_id_are_found(folder: Path, rewrite: Rewrite) -> None:
    rewrite(CHAPTER, "id: door_mat", "id: door_ring")
    assert found(folder, "choice_id").where == line_of(folder, "id: door_ring")


PLAYED = {
    "dead_end": ("# ending: outside", ""),
    "endless": ("\n    -> END\n\n=== inside", "\n    -> door_again\n\n=== inside"),
    "broken": (
        "    -> inside\n* [“Who",
        "    {1 / (trust_diana - trust_diana)}\n    -> inside\n* [“Who",
    ),
    "turn_length": ("A door, a bell,", "A door. " * 500),
    "many_choices": ("* [Look under", "".join(f"* [Door {n} # id: d{n}]\n" for n in range(6))),
    "equal_choices": ("[Look under the mat", "[Ring the bell"),
    "alt": ("A door, a bell, and nobody on the street but you.", "A door. # image: door.png"),
}


@pytest.mark.parametrize("code", PLAYED)
def test_what_only_playing_finds_comes_with_the_way_there(
    code: str, folder: Path, rewrite: Rewrite
) -> None:
    old, new = PLAYED[code]
    rewrite(CHAPTER, old, f"{new}* [Look under" if code == "many_choices" else new)
    again = "\n=== door_again ===\n+ [Once more # id: again]\n-> door_again\n"
    if code == "endless":
        (folder / CHAPTER).write_text((folder / CHAPTER).read_text("utf-8") + again)
    if code == "alt":
        (folder / "art").mkdir()
        (folder / "art" / "door.png").write_bytes(b"a picture")
    finding = found(folder, code)
    assert finding.where.startswith(CHAPTER)
    if code in {"dead_end", "endless", "broken"}:
        assert finding.path
        assert len(finding.choices) == len(finding.path)


def test_a_turn_that_never_ends_is_refused(folder: Path, rewrite: Rewrite) -> None:
    rewrite(CHAPTER, "Far inside, something decides to be awake.", "-> round")
    text = "\n=== round ===\n~ trust_diana = trust_diana + 1\n-> round\n"
    (folder / CHAPTER).write_text((folder / CHAPTER).read_text("utf-8") + text)
    finding = found(folder, "broken")
    assert "too long" in str(finding.params["reason"])
    assert finding.path == ("Ring the bell",)


def test_a_knot_that_nothing_leads_to_is_refused(folder: Path) -> None:
    text = (folder / CHAPTER).read_text("utf-8")
    (folder / CHAPTER).write_text(f"{text}\n=== attic ===\nDust. # ending: inside\n-> END\n")
    finding = found(folder, "unreached")
    assert finding.where == line_of(folder, "=== attic")


def test_a_story_that_ends_the_interpreter_is_refused_and_we_live_on(folder: Path) -> None:
    # Inky's JSON without a source: the compiler's own check of parameters is of no use here.
    (folder / CHAPTER).unlink()
    manifest = (folder / "story.toml").read_text("utf-8")
    without_people = manifest.partition("[characters")[0]
    (folder / "story.toml").write_text(without_people)
    (folder / "ch01.json").write_text(json.dumps(cases()[FATAL]["story"]), "utf-8")
    codes = {finding.code for finding in check(folder).findings}
    assert codes & {"crash", "broken"}, codes


def test_a_story_that_takes_too_long_is_refused(folder: Path) -> None:
    report = check(folder, timeout_seconds=0.01)
    assert [finding.code for finding in report.findings] == ["crash"]
    assert not report.passed


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("story.toml", "id = "),
        ("story.toml", ""),
        ("story.toml", 'id = "Sample"'),
        ("ch01.ink", ""),
        ("common.ink", "VAR = 3"),
        ("common.ink", "no variables at all"),
        ("ch01.ink", "\N{SNOWMAN}" * 10),
    ],
)
def test_files_that_are_no_story_are_findings_and_no_traceback(
    file: str, text: str, folder: Path
) -> None:
    (folder / file).write_text(text, "utf-8")
    assert check(folder).findings


def test_a_file_that_is_not_text_is_a_finding(folder: Path) -> None:
    (folder / CHAPTER).write_bytes(b"\xff\xfe\x00\x80 not utf-8")
    assert found(folder, "encoding").where == CHAPTER


def test_a_missing_translation_is_found_in_its_catalogue(tmp_path: Path, compiler: None) -> None:
    folder = tmp_path / "two"
    new_story(folder, "Two")
    manifest = (folder / "story.toml").read_text("utf-8").replace('["en"]', '["en", "es"]')
    lines = [
        line.replace(" }", ', es = "Palabras" }') if line.count("{ en =") else line
        for line in manifest.splitlines()
    ]
    (folder / "story.toml").write_text("\n".join(lines), "utf-8")
    finding = found(folder, "untranslated")
    assert finding.where == "es.po"


def test_a_chapter_that_nobody_is_led_to_is_found(folder: Path) -> None:
    new_chapter(folder, "ch2", "Behind It")
    finding = found(folder, "unreached")
    assert (finding.where, finding.detail) == ("ch2.ink", "unreached_chapter")
    chapter = folder / CHAPTER
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace("# ending: inside", "# ending: inside # next: ch2"), "utf-8")
    assert check(folder).findings == ()


def test_a_source_that_belongs_to_no_chapter_is_found(folder: Path) -> None:
    (folder / "ch09.ink").write_text("# chapter: ch9\nNobody reads this.\n-> END\n", "utf-8")
    assert found(folder, "stray").where == "ch09.ink"
    common = folder / "common.ink"
    common.write_text(common.read_text("utf-8") + "\nINCLUDE more.ink\n", "utf-8")
    (folder / "ch09.ink").rename(folder / "more.ink")
    (folder / "more.ink").write_text("VAR more = 1\n", "utf-8")
    assert check(folder).findings == ()
