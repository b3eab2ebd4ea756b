from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.order import LONG, unit_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("place", LONG)
def test_what_takes_long_is_still_where_it_is_said_to_be(place: str) -> None:
    assert (ROOT / place).exists()


def test_whoever_shares_houses_shares_a_worker() -> None:
    names = ("e2e/test_journeys", "e2e/test_purse", "page/test_page")
    journeys, purse, page = (unit_of(f"tests/{name}.py::test_it[en]") for name in names)
    assert journeys == purse != page == "tests/page/test_page.py"
