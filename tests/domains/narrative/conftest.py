from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domains.core import Kernel
from domains.narrative import module
from domains.narrative.service import NarrativeService
from tests.domains.conftest import Record


@pytest.fixture
async def narrative(kernel: Kernel, record: Record) -> AsyncIterator[NarrativeService]:
    """The service on a database of each kind; a failed handler fails the test."""
    await kernel.bus.initialize()
    yield module.build(kernel).service
    assert record.failures == []
