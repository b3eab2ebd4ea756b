"""The lock files hold what pyproject.toml asks for, with hashes, from nowhere in particular."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import ROOT

RUNTIME, DEV = "requirements.lock", "requirements-dev.lock"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; .+)? \\$")

project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def pins(lock: str) -> dict[str, str]:
    found = (PIN.match(line) for line in (ROOT / lock).read_text().splitlines())
    return {canonicalize_name(match[1]): match[2] for match in found if match}


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        (RUNTIME, project["dependencies"]),
        (DEV, project["dependencies"] + project["optional-dependencies"]["dev"]),
    ],
    ids=[RUNTIME, DEV],
)
def test_the_lock_is_fresh(lock: str, asked: list[str]) -> None:
    pinned = pins(lock)
    stale = [
        str(need)
        for need in map(Requirement, asked)
        if not need.specifier.contains(pinned.get(canonicalize_name(need.name), "0"))
    ]
    assert stale == [], "run make lock"


def test_development_runs_on_the_versions_of_the_runtime() -> None:
    assert pins(RUNTIME).items() <= pins(DEV).items()


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_a_lock_holds_pins_hashes_and_comments_alone(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    others = [line for line in lines if not re.match(r"\s*#|    --hash=sha256:\w{64}", line)]
    assert [line for line in others if not PIN.match(line)] == []
    assert not [line for line in lines if re.search(r"://|\bfile:|index|find-links", line)]
