"""What can happen to a kept state: damage of every kind, and none of it costs a turn."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from domains.core import Kernel
from domains.narrative.engine.bink_engine import BinkEngine
from domains.narrative.engine.ink_engine import InkEngine
from domains.narrative.engine.ink_python_engine import InkPythonEngine
from domains.narrative.engine.interface import SavedState
from domains.narrative.engine.run import StoryView
from domains.narrative.service import NarrativeService
from domains.narrative.tables import run
from tests.domains.narrative.chapters import shipped

ADA, BOB = 101, 202
WAY = [0, 0, 0, 0]

Damage = Callable[[dict[str, Any]], object]


def _flow(document: dict[str, Any]) -> dict[str, Any]:
    flow: dict[str, Any] = document["flows"]["DEFAULT_FLOW"]
    return flow


def _without(key: str) -> Damage:
    return lambda document: {name: value for name, value in document.items() if name != key}


def _with(**changes: object) -> Damage:
    return lambda document: {**document, **changes}


def _choices(change: Callable[[list[Any]], list[Any]]) -> Damage:
    def damage(document: dict[str, Any]) -> dict[str, Any]:
        flow = _flow(document)
        flow["currentChoices"] = change(flow["currentChoices"])
        return document

    return damage


def _flow_without(key: str) -> Damage:
    def damage(document: dict[str, Any]) -> dict[str, Any]:
        _flow(document).pop(key, None)
        return document

    return damage


def _elsewhere(choices: list[Any]) -> list[Any]:
    return [{**choice, "targetPath": "nowhere.at.all"} for choice in choices]


def _renamed(choices: list[Any]) -> list[Any]:
    return [{**choice, "text": f"{choice['text']}!"} for choice in choices]


DAMAGES: dict[str, Damage] = {
    "empty": lambda _: "",
    "half": lambda document: json.dumps(document)[:200],
    "a list": lambda _: [],
    "null": lambda _: None,
    "a number": lambda _: 7,
    "an empty object": lambda _: {},
    "binary": lambda _: "\x00\x01\x02",
    "another program's": lambda _: {"user": 1},
    "no flows": _without("flows"),
    "no variables": _without("variablesState"),
    "variables as a list": _with(variablesState=[]),
    "two flows": lambda document: {**document, "flows": {**document["flows"], "B": {}}},
    "no flow at all": _with(flows={}),
    "an empty flow": _with(flows={"DEFAULT_FLOW": {}}),
    "no version": _without("inkSaveVersion"),
    "a version as text": _with(inkSaveVersion="ten"),
    "an ancient version": _with(inkSaveVersion=1),
    "no choices": _choices(lambda _: []),
    "one choice too few": _choices(lambda choices: choices[1:]),
    "choices turned round": _choices(lambda choices: choices[::-1]),
    "choices twice": _choices(lambda choices: choices * 2),
    "other words": _choices(_renamed),
    "choices as text": _choices(lambda _: ["x"]),
    "choices that lead nowhere": _choices(_elsewhere),
    "no callstack": _flow_without("callstack"),
}


@pytest.fixture(params=[BinkEngine, InkPythonEngine])
async def house(request: pytest.FixtureRequest, kernel: Kernel) -> NarrativeService:
    engine: InkEngine = request.param()
    await kernel.bus.initialize()
    return NarrativeService(kernel.uow, engine, shipped())


async def walk(house: NarrativeService, user_id: int) -> StoryView:
    view = await house.open(user_id, "en")
    for choice in WAY:
        view = await tap(house, user_id, view, choice)
    return view


async def tap(house: NarrativeService, user_id: int, view: StoryView, choice: int) -> StoryView:
    step = await house.choose(
        user_id, run_id=view.run_id, turn=view.turn, choice=choice, language="en"
    )
    return step.view


async def spoil(kernel: Kernel, user_id: int, damage: Damage) -> None:
    """Damage a state and its checksum with it: as a bad program would, not a bad disk."""
    async with kernel.uow() as tx:
        state = await tx.scalar(sa.select(run.c.state).where(run.c.user_id == user_id))
        damaged = damage(json.loads(state))
        text = damaged if isinstance(damaged, str) else json.dumps(damaged)
        text = text.replace("\x00", "\\u0000")  # PostgreSQL takes no other
        saved = SavedState.of(text)
        await tx.execute(
            sa.update(run)
            .where(run.c.user_id == user_id)
            .values(state=saved.json, checksum=saved.checksum)
        )


@pytest.mark.parametrize("kind", DAMAGES)
async def test_no_damage_costs_a_turn_or_leads_elsewhere(
    kernel: Kernel, house: NarrativeService, kind: str
) -> None:
    sound = await tap(house, BOB, await walk(house, BOB), 1)
    view = await walk(house, ADA)
    await spoil(kernel, ADA, DAMAGES[kind])
    after = await tap(house, ADA, view, 1)
    assert after.lines == sound.lines
    assert after.choices == sound.choices
    assert (await tap(house, BOB, sound, 0)).lines == (await tap(house, ADA, after, 0)).lines
    assert len(DAMAGES) >= 20


class Idle:
    """An engine that must not be asked."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} was called")


async def test_showing_the_present_page_asks_no_engine(kernel: Kernel) -> None:
    """Rule 8: an interpreter has forgotten the page after a load, so the page is kept."""
    await kernel.bus.initialize()
    told = await walk(NarrativeService(kernel.uow, BinkEngine(), shipped()), ADA)
    idle = NarrativeService(kernel.uow, Idle(), shipped())  # type: ignore[arg-type]
    assert (await idle.open(ADA, "en")).lines == told.lines


async def test_undo_asks_no_engine_either(kernel: Kernel) -> None:
    await kernel.bus.initialize()
    told = await walk(NarrativeService(kernel.uow, BinkEngine(), shipped()), ADA)
    idle = NarrativeService(kernel.uow, Idle(), shipped())  # type: ignore[arg-type]
    assert (await idle.undo(ADA, told.run_id, told.turn, "en")).depth == len(WAY) - 1
