"""Which worker of a parallel run takes which tests, and in which order.

A file's tests stay together. The end-to-end tests stay together as a whole: they share houses,
each of which is several processes. What takes long begins early, so that at the end nobody is
alone with a long file while the others have nothing left.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

TOGETHER = "tests/e2e/"
LONG = (
    TOGETHER,
    "tests/test_tutorial.py",
    "tests/benchmarks/test_leaderboard.py",
    "tests/chaos/",
    "tests/migrations/",
    "tests/drill/",
    "tests/domains/narrative/authoring/",
    "tests/bot/test_authoring.py",
    "tests/bot/market/",
    "tests/core/cluster/",
    "tests/core/mirror/",
    "tests/page/",
)


def unit_of(nodeid: str) -> str:
    """What one worker takes as a whole."""
    return TOGETHER if nodeid.startswith(TOGETHER) else nodeid.partition("::")[0]


class Order(LoadFileScheduling):  # type: ignore[misc]  # untyped, as above
    """Hands out files as they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Order | None:
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return Order(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a parallel run: what takes long, then the files with many tests."""
    if not hasattr(config, "workerinput"):
        return
    count = Counter(_file_of(item) for item in items)
    items.sort(key=lambda item: (_rank(_file_of(item)), -count[_file_of(item)]))


def _file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _rank(file: str) -> int:
    ranks = (rank for rank, place in enumerate(LONG) if file.startswith(place))
    return next(ranks, len(LONG))
