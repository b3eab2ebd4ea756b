"""A clock that only the test moves."""

from __future__ import annotations

import pytest

from domains.core.clock import VirtualClock


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()
