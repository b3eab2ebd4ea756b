"""The tutorial can be followed to the letter: this does it, in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PATIENCE_SECONDS = 300
"""For one command, on a busy machine."""
LEFT_OUT = (".git", ".venv", ".*_cache", "__pycache__", "var", "node_modules")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy = tmp_path / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return copy


@pytest.mark.slow
def test_who_follows_the_tutorial_has_a_module_that_keeps_the_rules(project: Path) -> None:
    for kind, block in BLOCK.findall(PAGE.read_text()):
        match kind:
            case "python":
                write(project, block)
            case "diff":
                change(project, block)
            case "sh":
                for command in block.splitlines():
                    run(project, command)
    assert (project / "domains/postcards/module.py").exists()
    assert list((project / "migrations/versions").glob("*_postcards.py"))


def write(project: Path, block: str) -> None:
    """`# path`, then the file."""
    first, _, content = block.partition("\n")
    path = project / first.removeprefix("# ")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def change(project: Path, block: str) -> None:
    """`--- path`, then parts between `@@`. What a part keeps or removes is there exactly once."""
    first, *lines = block.splitlines()
    path = project / first.removeprefix("--- ")
    text = path.read_text()
    for part in "\n".join(lines).split("\n@@\n"):
        kept = [line for line in part.splitlines() if not line.startswith("+")]
        after = [line for line in part.splitlines() if not line.startswith("-")]
        old, new = ("\n".join(line[1:] for line in some) + "\n" for some in (kept, after))
        assert text.count(old) == 1, f"{path.name} has {text.count(old)} × {old!r}"
        text = text.replace(old, new)
    path.write_text(text)


def run(project: Path, command: str) -> None:
    """As a newcomer in the activated environment."""
    bin_folder = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "DATABASE_URL": f"sqlite:///{project}/var/tutorial.db",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(  # noqa: S602 - the commands of our own page
        command,
        shell=True,
        check=False,
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
