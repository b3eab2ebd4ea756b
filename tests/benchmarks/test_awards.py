"""The contestants of the awards write the same lines and the same sums."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domains.core import Kernel
from domains.core.clock import SystemClock
from domains.gamification import module
from tests.benchmarks import awards


@pytest.fixture
async def kernel(prepared_url: str) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(prepared_url, SystemClock())
    await kernel.bus.initialize()
    yield kernel
    await kernel.close()


@pytest.fixture
async def accounts(kernel: Kernel) -> dict[int, int]:
    return await awards.open_accounts(kernel)


async def test_ours_and_the_drivers_alone_write_two_lines_an_award(
    kernel: Kernel, accounts: dict[int, int], prepared_url: str
) -> None:
    game = module.build(kernel, awards.UNBOUND)
    await awards.ours(kernel, game, 20)
    lines, besitos = await awards.moved(kernel)
    assert (lines, besitos) == (40, 20 * 11)
    is_sqlite = kernel.database.dialect == "sqlite"
    bare = awards.bare_sqlite if is_sqlite else awards.bare_asyncpg
    await awards.by_driver(bare(prepared_url, accounts), 20)
    assert await awards.moved(kernel) == (80, 20 * 11 + 200)
    assert await game.service.audit() == ()
