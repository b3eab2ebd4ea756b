"""The sandbox and the bot in one process: what the page's reset button does."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import httpx
import pytest

from bot import runner
from bot.settings import Settings
from tests.support.processes import spare_port

PERSON = 1001


async def greeted(sandbox: httpx.AsyncClient) -> bool:
    """Press START and wait for the bot's first words."""
    (await sandbox.post(f"/sim/chats/{PERSON}/start", json={"payload": ""})).raise_for_status()
    for _ in range(200):
        messages = (await sandbox.get(f"/sim/chats/{PERSON}")).json()["messages"]
        if any(message["from_bot"] for message in messages):
            return True
        await asyncio.sleep(0.05)
    return False


async def test_after_a_reset_the_bot_answers_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "SANDBOX_DATABASE", f"sqlite:///{tmp_path / 'sandbox.db'}")
    port, ops_port = spare_port(), spare_port()
    settings = Settings(_env_file=None, sandbox_port=port, ops_port=ops_port)
    running = asyncio.create_task(runner.run_in_sandbox(settings))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as sandbox:
        while True:
            try:
                await sandbox.get("/sim/state")
                break
            except httpx.ConnectError:
                await asyncio.sleep(0.05)
        assert await greeted(sandbox)
        (await sandbox.post("/sim/reset", json={})).raise_for_status()
        assert await greeted(sandbox)
        ops = f"http://127.0.0.1:{ops_port}"
        assert (await sandbox.get(f"{ops}/ready")).json()["ready"] is True
        assert "diana_bus_published_total" in (await sandbox.get(f"{ops}/metrics")).text
    os.kill(os.getpid(), signal.SIGTERM)
    await running
