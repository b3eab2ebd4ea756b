from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domains.core.testing import BusHarness
from domains.narrative import module
from domains.narrative.service import NarrativeService


@pytest.fixture
async def narrative(kit: BusHarness) -> AsyncIterator[NarrativeService]:
    """The service on a database of each kind; a failed handler fails the test."""
    await kit.start()
    yield module.build(kit.kernel).service
    assert kit.failures == []
