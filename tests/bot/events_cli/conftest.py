"""The command line in a process of its own, beside a bus that runs in this one."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.core.operations.conftest import Modules
from tests.support import warm
from tests.support.warm import Outcome


@dataclass(frozen=True)
class CommandLine:
    """`python -m bot events …` on one database."""

    database_url: str

    async def __call__(self, *words: str) -> Outcome:
        environment = {**os.environ, "DATABASE_URL": self.database_url}
        return await asyncio.to_thread(warm.run, ["events", *words], environment)


@pytest.fixture
async def kernel(prepared_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(prepared_url, clock)
    yield kernel
    await kernel.close()


@pytest.fixture
async def modules(kernel: Kernel) -> Modules:
    modules = Modules()
    kernel.bus.add(modules.subscriptions)
    await kernel.bus.initialize()
    return modules


@pytest.fixture
def command(prepared_url: str) -> CommandLine:
    return CommandLine(prepared_url)
