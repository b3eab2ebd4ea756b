"""Blessing writes what is new, never rewrites what an old program wrote, refuses what breaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domains.core import CATALOGUE
from tests.core.events import bless, snapshot


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(snapshot, "GOLDEN", tmp_path / "golden")
    monkeypatch.setattr(snapshot, "SCHEMAS", tmp_path / "schemas.json")
    return tmp_path


def schemas(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "schemas.json").read_text())
    return found


def test_everything_new_is_written(folder: Path) -> None:
    assert bless.main() == 0
    assert len(list((folder / "golden").iterdir())) == len(CATALOGUE)
    assert snapshot.faults(schemas(folder), snapshot.snapshot_of(CATALOGUE)) == []


def test_a_golden_payload_is_never_rewritten(folder: Path) -> None:
    bless.main()
    golden = folder / "golden" / "gamification.points.awarded.v1.json"
    golden.write_text("written long ago")
    assert bless.main() == 0
    assert golden.read_text() == "written long ago"


def test_a_compatible_change_is_taken_over(folder: Path) -> None:
    bless.main()
    known = schemas(folder)
    del known["gamification.points.awarded"]["data"]["properties"]["note"]
    (folder / "schemas.json").write_text(json.dumps(known))
    assert bless.main() == 0
    assert "note" in schemas(folder)["gamification.points.awarded"]["data"]["properties"]


def test_a_breaking_change_is_refused_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bless.main()
    known = schemas(folder)
    known["gamification.points.awarded"]["data"]["properties"]["gone"] = {"type": "string"}
    (folder / "schemas.json").write_text(json.dumps(known))
    assert bless.main() == 1
    assert "gamification.points.awarded: .gone: was removed" in capsys.readouterr().err
    assert schemas(folder) == known
