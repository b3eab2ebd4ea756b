"""A benchmark that measures nothing is found here: every contestant delivers every event."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import document, inprocess
from tests.benchmarks.events import Tally
from tests.benchmarks.report import Table


@pytest.mark.parametrize("name", inprocess.CONTESTANTS)
@pytest.mark.parametrize("handlers", [1, 3])
async def test_every_event_reaches_every_handler(name: str, handlers: int) -> None:
    tally = Tally()
    async with inprocess.CONTESTANTS[name](tally, handlers) as contestant:
        run = await inprocess.take_turn(contestant, tally, handlers, seconds=0.01)
    assert run.count > 0
    assert tally.count == run.count * handlers
    assert len(run.latencies) == run.count


async def test_a_contestant_that_loses_events_is_not_measured() -> None:
    tally = Tally()
    async with inprocess.bare_loop(tally, 1) as contestant:
        with pytest.raises(RuntimeError):
            await inprocess.take_turn(contestant, tally, 2, seconds=0.001)


def test_a_page_gets_the_numbers_between_its_marks_and_keeps_its_prose(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- bench:bus -->\nold\n<!-- /bench:bus -->\nafter\n")
    table = Table("Speed", ("who", "ratio"))
    table.add("ours", "1.00")
    document.write(page, {"bus": [table]})
    written = page.read_text()
    assert "old" not in written
    assert "| ours | 1.00 |" in written
    assert written.startswith("before\n")
    assert written.endswith("after\n")


def test_a_page_without_the_marks_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing\n")
    with pytest.raises(LookupError):
        document.write(page, {"bus": []})
