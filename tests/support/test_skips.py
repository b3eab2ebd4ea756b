"""The last line of a run tells the truth."""

from __future__ import annotations

import pytest

from tests.support.skips import honest_line


def report(reason: str, *, expected: str | None = None) -> pytest.TestReport:
    told = ("test_x.py", 1, f"Skipped: {reason}")
    report = pytest.TestReport("x", ("", 0, ""), {}, "skipped", told, "call")
    if expected:
        report.wasxfail = expected
    return report


def test_nothing_skipped_is_said_too() -> None:
    assert honest_line({"passed": [report("")]}) == "nothing skipped"


def test_reasons_are_counted() -> None:
    stats = {"skipped": [report("no Chromium"), report("no Chromium"), report("no graphviz")]}
    assert honest_line(stats) == "skipped: 3 (2 × no Chromium; 1 × no graphviz)"


def test_what_was_not_asked_for_is_counted() -> None:
    stats = {"deselected": [report("")], "xfailed": [report("", expected="issue 7")]}
    line = honest_line(stats)
    assert line.startswith("skipped: 2 (")
    assert "expected to fail: issue 7" in line
    assert "deselected by this command" in line
