"""The command line in a process of its own, beside a bus that runs in this one."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.core.operations.conftest import Modules

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    output: str
    errors: str

    @property
    def document(self) -> Any:
        """The one JSON document it printed."""
        assert self.code == 0, self.errors
        return json.loads(self.output)


@dataclass(frozen=True)
class CommandLine:
    """`python -m bot events …` on one database."""

    database_url: str

    async def __call__(self, *words: str) -> Outcome:
        environment = {**os.environ, "DATABASE_URL": self.database_url, "COLUMNS": "200"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "events", *words),
            cwd=ROOT,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await asyncio.wait_for(process.communicate(), 60)
        assert process.returncode is not None
        return Outcome(process.returncode, output.decode(), errors.decode())


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
