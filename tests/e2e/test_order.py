"""People who type faster than anybody can answer get their answers in the order they asked."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import httpx

from tests.e2e.conftest import in_all_houses
from tests.e2e.house import House
from tests.e2e.player import Player

SIGNS = {
    "/profile": "besitos\n",
    "/streak": "today is safe",
    "/help": "Allow me",
    "/privacy": "keeps of",
}
PEOPLE = 6
QUESTIONS = 15


async def ask_in_a_hurry(player: Player, questions: list[str]) -> list[int]:
    return [await player.post(question) for question in questions]


async def flood(
    sandbox: httpx.AsyncClient, house: House, meanwhile: Callable[[], None] | None = None
) -> None:
    """Everybody asks everything at once; each answer must come once, in its asker's order."""
    luck = random.Random(3)
    players = [await Player.new(sandbox, house) for _ in range(PEOPLE)]
    asked = [[luck.choice(list(SIGNS)) for _ in range(QUESTIONS)] for _ in players]
    for player in players:
        await player.start()
    before = [len(await player.texts()) for player in players]
    asking = [
        asyncio.ensure_future(ask_in_a_hurry(*each)) for each in zip(players, asked, strict=True)
    ]
    if meanwhile is not None:
        await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
        meanwhile()
    updates = await asyncio.gather(*asking)
    for ids in updates:
        for update_id in ids:
            await house.handled(update_id)
    for player, questions, start in zip(players, asked, before, strict=True):
        answers = (await player.texts())[start:]
        assert len(answers) == QUESTIONS
        for question, answer in zip(questions, answers, strict=True):
            assert SIGNS[question] in answer


@in_all_houses
async def test_every_answer_comes_once_and_in_order(
    sandbox: httpx.AsyncClient, house: House
) -> None:
    await flood(sandbox, house)
