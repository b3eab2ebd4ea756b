"""`events catalogue`: the same program, as a table, as a document, as files."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot import reference
from bot.cli import cli
from domains.core import CATALOGUE, PointsAwardedEvent


@pytest.fixture(autouse=True)
def own_logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LOG_LEVEL", "warning")
    before, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.configure(**before)
    root.handlers[:] = handlers
    root.setLevel(level)


def catalogue(*words: str) -> Result:
    return CliRunner().invoke(cli, ["events", "catalogue", *words], env={"COLUMNS": "200"})


def test_every_type_has_a_line() -> None:
    result = catalogue()
    assert result.exit_code == 0
    assert all(event_class.event_type in result.stdout for event_class in CATALOGUE)
    assert f"{len(CATALOGUE)} event types" in result.stdout


def test_the_document_says_how_each_is_kept_and_who_hears_it() -> None:
    events = {
        each["event_type"]: each for each in json.loads(catalogue("--json").stdout)["events"]
    }
    assert events.keys() == {event_class.event_type for event_class in CATALOGUE}
    awarded = events[PointsAwardedEvent.event_type]
    assert (awarded["durability"], awarded["key"]) == ("durable", "user_id")
    assert {"bot.tell_points", "admin.count_on_award"} <= set(awarded["heard_by"])
    assert "points_amount" in json.dumps(awarded["schema"])


def test_writing_brings_a_folder_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    changed = json.loads(catalogue("--write", "--json").stdout)["changed"]
    assert "events.md" in changed
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.*")) == changed
    (tmp_path / "events.md").unlink()
    assert json.loads(catalogue("--write", "--json").stdout)["changed"] == ["events.md"]
    assert "0 documents changed" in catalogue("--write").stdout


def test_without_the_sources_writing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference, "FOLDER", tmp_path / "nowhere")
    result = catalogue("--write")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nowhere" in result.stderr
