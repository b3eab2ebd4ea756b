"""`python -m bot story`, command by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import cli
from domains.narrative.authoring import javascript
from tests.domains.narrative.authoring.conftest import NO_COMPILER


def run(*words: object, typed: str = "") -> Result:
    return CliRunner().invoke(cli, ["story", *map(str, words)], input=typed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story made by the command itself."""
    try:
        javascript.command()
    except javascript.CompilerMissingError:
        pytest.skip(NO_COMPILER)
    assert run("new", tmp_path / "sample", "--title", "A Sample").exit_code == 0
    return tmp_path / "sample"


def test_a_new_story_lints_compiles_and_plays_to_an_end(folder: Path) -> None:
    assert "Nothing to complain about." in run("lint", folder).output
    assert run("compile", folder).exit_code == 0
    played = run("play", folder / "ch01.json", typed="1\n1\n")
    assert played.exit_code == 0
    assert played.output.endswith("# tags: ending: inside\n")
    for option in ("--reload", "--apart"):
        options = (option, "--engine", "inkpython")
        assert run("play", folder / "ch01.json", *options, typed="1\n1").output == played.output


def test_a_transcript_can_be_written_to_a_file(folder: Path, tmp_path: Path) -> None:
    run("compile", folder)
    target = tmp_path / "told.txt"
    run("play", folder / "ch01.json", "--transcript", target, typed="2\n1\n")
    assert "\n1: Ring the bell\n2: Look under the mat\n?> " in target.read_text("utf-8")


def test_lint_leaves_with_one_and_says_where(folder: Path) -> None:
    chapter = folder / "ch01.ink"
    chapter.write_text(chapter.read_text("utf-8").replace("# icon: door", "# icon: dor"), "utf-8")
    told = run("lint", folder)
    assert told.exit_code == 1
    assert "ch01.ink:10: dor is not among the [icons] of story.toml" in told.stdout
    document = json.loads(run("lint", folder, "--json").stdout)
    assert document["passed"] is False
    assert document["findings"][0]["where"] == "ch01.ink:10"


def test_compile_refuses_and_writes_no_lock(folder: Path) -> None:
    (folder / "ch01.ink").write_text("{ broken", "utf-8")
    assert run("compile", folder).exit_code == 1
    assert not (folder / "build.lock").exists()


def test_translate_lists_what_is_left_and_then_writes_the_language(folder: Path) -> None:
    manifest = folder / "story.toml"
    lines = [
        line.replace(" }", ', es = "Palabras" }') if "{ en =" in line else line
        for line in manifest.read_text("utf-8").replace('["en"]', '["en", "es"]').splitlines()
    ]
    manifest.write_text("\n".join(lines), "utf-8")
    assert run("compile", folder).exit_code == 1
    (folder / "ch01.json").write_text((folder / "ch01.json").read_text("utf-8"), "utf-8")
    left = run("translate", folder)
    assert left.exit_code == 1
    assert "es.po:" in left.stdout
    catalogue = folder / "es.po"
    catalogue.write_text(catalogue.read_text("utf-8").replace('msgstr ""', 'msgstr "Sí"'), "utf-8")
    assert run("translate", folder).exit_code == 0
    assert "Sí" in (folder / "ch01.es.json").read_text("utf-8")


def test_preview_shows_tags_and_what_changed(folder: Path) -> None:
    told = run("preview", folder, typed="2\nx\n1\n").output
    assert "# mood: amused" in told
    assert "Clues = Clues.key" in told
    assert "A number from 1 to 3, or q." in told
    assert "# ending: inside" in told


def test_preview_begins_at_any_knot_and_names_those_there_are(folder: Path) -> None:
    assert "The door was never locked." in run("preview", folder, "--goto", "inside").output
    lost = run("preview", folder, "--goto", "attic")
    assert lost.exit_code == 1
    assert "there are answer, door, inside" in lost.output


@pytest.mark.parametrize("name", ["map.png", "map.dot"])
def test_a_map_is_drawn(name: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / name
    assert run("map", folder, "--out", out).exit_code == 0
    data = out.read_bytes()
    assert data.startswith(b"\x89PNG" if out.suffix == ".png" else b"digraph")


def test_a_second_chapter_is_added_to_the_manifest(folder: Path) -> None:
    assert run("new", folder, "--chapter", "ch2", "--title", "On").exit_code == 0
    assert 'id = "ch2"' in (folder / "story.toml").read_text("utf-8")
    assert "there is a chapter ch2 already" in run("new", folder, "--chapter", "ch2").output


@pytest.mark.parametrize("name", ["Bad Name", "1st"])
def test_a_folder_that_cannot_be_an_id_is_refused(name: str, tmp_path: Path) -> None:
    refused = run("new", tmp_path / name)
    assert refused.exit_code == 1
    assert "small letters" in refused.output


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    target = tmp_path / "full"
    target.mkdir()
    (target / "mine.txt").write_text("kept")
    assert run("new", target).exit_code == 1
    assert [path.name for path in target.iterdir()] == ["mine.txt"]


def test_what_is_no_compiled_story_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}")
    refused = run("play", tmp_path / "no.json")
    assert refused.exit_code == 1
    assert "not compiled Ink" in refused.output


@pytest.fixture
def database(prepared_sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings name a database with the present schema."""
    monkeypatch.setenv("DATABASE_URL", prepared_sqlite_url)


def test_published_twice_and_taken_back(folder: Path, database: None) -> None:
    assert "Version 1 of sample is published." in run("publish", folder).stdout
    chapter = folder / "ch01.ink"
    chapter.write_text(chapter.read_text("utf-8").replace("A door, a bell,", "A gate,"), "utf-8")
    assert "Version 2 of sample is published." in run("publish", folder, "--restart").stdout
    assert "Version 1 of sample is current again." in run("rollback", "sample").stdout
    document = json.loads(run("versions", "sample", "--json").stdout)
    assert [one["number"] for one in document["versions"]] == [2, 1]
    assert run("rollback", "sample").exit_code == 1


def test_without_a_database_there_is_a_sentence_and_no_traceback(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.db").touch()
    for name, words in (("none.db", "There is no database"), ("empty.db", "bot migrate")):
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / name}")
        for command in (("publish", folder), ("versions", "sample"), ("stats", "sample")):
            refused = run(*command)
            assert refused.exit_code == 1
            assert words in refused.output
    assert not (tmp_path / "none.db").exists()


def test_what_the_gate_refuses_is_not_published(folder: Path, database: None) -> None:
    chapter = folder / "ch01.ink"
    chapter.write_text(chapter.read_text("utf-8").replace("# ending: outside", ""), "utf-8")
    refused = run("publish", folder)
    assert refused.exit_code == 1
    assert "reached by: " in refused.stdout
    assert json.loads(run("versions", "sample", "--json").stdout) == {"versions": []}


def test_nothing_is_published_yesterday(folder: Path, database: None) -> None:
    later = run("publish", folder, "--at", "2001-01-01T10:00")
    assert later.exit_code == 1


def test_statistics_are_drawn_before_anybody_has_played(
    folder: Path, database: None, tmp_path: Path
) -> None:
    run("publish", folder)
    out = tmp_path / "stats.png"
    assert run("stats", "sample", "--out", out).exit_code == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    document = json.loads(run("stats", "sample", "--json").stdout)
    assert document == {"version": 1, "readers": 0, "decisions": {}, "standing": {}}
    told = run("stats", "sample", "--version", "0", "--out", out).output
    assert "The First Door, every version: begun by 0." in told
    assert "  0 %  Ring the bell" in told
    assert run("stats", "sample", "--version", "9").exit_code == 1
    assert run("stats", "nowhere").exit_code == 1
