"""`python -m bot achievements`, in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domains.core import Kernel, StoryDecisionMadeEvent
from domains.core.clock import SystemClock
from domains.gamification import module
from domains.gamification.module import GamificationModule
from tests.support import warm

WALKER = {
    "code": "walker",
    "criterion": {"kind": "count", "event": "narrative.decision.made"},
    "tiers": [{"goal": 2, "reward": 5}],
    "words": {"en": {"name": "Walker", "description": "Walk."}},
}


async def command(url: str, *words: str) -> tuple[int, str]:
    environment = {**os.environ, "DATABASE_URL": url}
    outcome = await asyncio.to_thread(warm.run, ["achievements", *words], environment)
    return outcome.code, outcome.output + outcome.errors


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "walker.json"
    file.write_text(json.dumps(WALKER))
    return file


@pytest.fixture
async def game(prepared_url: str) -> AsyncIterator[GamificationModule]:
    """A house in which somebody has decided three times."""
    kernel = Kernel.open(prepared_url, SystemClock())
    game = module.build(kernel)
    kernel.bus.add(game.subscriptions)
    await kernel.bus.initialize()
    for _ in range(3):
        await kernel.bus.publish(
            StoryDecisionMadeEvent(user_id=7, chapter_id="one", decision_id="door")
        )
    await kernel.bus.settle()
    yield game
    await kernel.close()


async def test_a_definition_is_added_forecast_and_reviewed_by_a_running_house(
    game: GamificationModule, prepared_url: str, file: Path
) -> None:
    code, said = await command(prepared_url, "define", str(file))
    assert (code, "walker version 1" in said) == (0, True), said
    code, said = await command(prepared_url, "backfill", "walker", "--dry-run")
    assert (code, "1 player would gain 1 tier and 5 besitos" in said) == (0, True), said

    working = asyncio.ensure_future(command(prepared_url, "backfill", "walker"))
    while not working.done():
        await game.goals.backfill.step()
        await asyncio.sleep(0.05)
    code, said = working.result()
    assert (code, "1 player reviewed, 1 tier unlocked" in said) == (0, True), said


@pytest.fixture(
    params=['{"code": "x"}', "no json", json.dumps({**WALKER, "criterion": {"kind": "eval"}})]
)
def nonsense(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "nonsense.json"
    file.write_text(request.param)
    return file


async def test_what_is_no_definition_is_refused_in_words(
    prepared_sqlite_url: str, nonsense: Path
) -> None:
    code, said = await command(prepared_sqlite_url, "define", str(nonsense))
    assert code == 1
    assert "Traceback" not in said


async def test_an_unknown_code_and_a_missing_database_are_refused_in_a_sentence(
    prepared_sqlite_url: str, tmp_path: Path
) -> None:
    code, said = await command(prepared_sqlite_url, "backfill", "nobody")
    assert (code, said.strip()) == (1, "There is no achievement nobody.")
    code, said = await command(f"sqlite:///{tmp_path}/none.db", "backfill", "nobody")
    assert code == 1
    assert "There is no database" in said
