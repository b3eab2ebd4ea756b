"""The honest line at the end: what this run did not check, and why."""

from __future__ import annotations

from collections import Counter

import pytest


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(honest_line(terminalreporter.stats))


def honest_line(stats: dict[str, list[pytest.TestReport]]) -> str:
    """One line about everything that was collected but did not run."""
    reasons = Counter(_reason(report) for report in stats.get("skipped", []))
    reasons.update(f"expected to fail: {report.wasxfail}" for report in stats.get("xfailed", []))
    if deselected := len(stats.get("deselected", [])):
        reasons["deselected by this command"] = deselected
    if not reasons:
        return "nothing skipped"
    told = "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common())
    return f"skipped: {reasons.total()} ({told})"


def _reason(report: pytest.TestReport) -> str:
    # A skip is reported as (file, line, "Skipped: reason").
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")
