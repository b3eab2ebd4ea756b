from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from domains.narrative.authoring import javascript
from domains.narrative.authoring.scaffold import new_story

NO_COMPILER = "neither Node nor mini-racer is here to compile Ink"


@pytest.fixture
def compiler() -> None:
    """Needs something that runs JavaScript."""
    try:
        javascript.command()
    except javascript.CompilerMissingError:
        pytest.skip(NO_COMPILER)


@pytest.fixture
def folder(tmp_path: Path, compiler: None) -> Path:
    """A new story as the template makes it."""
    new_story(tmp_path / "sample", "A Sample")
    return tmp_path / "sample"


Rewrite = Callable[[str, str, str], None]


@pytest.fixture
def rewrite(folder: Path) -> Rewrite:
    """`rewrite(file, old, new)` in the new story."""

    def edit(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), "utf-8")

    return edit


@pytest.fixture
def no_javascript(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has neither Node nor V8."""
    monkeypatch.setattr(shutil, "which", lambda *_args, **_kwargs: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
