"""The collector looks at what comes and goes, not at the program itself."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.memory import keep_what_is_here, nothing_is_garbage


class Ring:
    """Only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_the_program_is_not_looked_at_and_what_comes_later_is() -> None:
    keep_what_is_here()
    assert gc.get_freeze_count() > 10_000
    later = weakref.ref(Ring())
    gc.collect()
    assert later() is None


def test_what_was_built_before_is_let_go_when_everything_is_built_anew() -> None:
    ring = Ring()
    before = weakref.ref(ring)
    keep_what_is_here()
    del ring
    gc.collect()
    assert before() is not None
    keep_what_is_here()
    assert before() is None


def test_a_failing_import_leaves_the_collector_on() -> None:
    with pytest.raises(ImportError), nothing_is_garbage():
        assert not gc.isenabled()
        raise ImportError
    assert gc.isenabled()
