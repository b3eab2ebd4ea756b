"""Numbers that change while the game runs: checked as a whole, heard by every instance."""

from __future__ import annotations

import asyncio
import json

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from domains.core import Kernel, StoryDecisionMadeEvent
from domains.core.events import ConfigChangedEvent
from domains.core.testing import BusHarness
from domains.gamification import module
from domains.gamification.module import GamificationModule
from domains.gamification.rules.changes.errors import (
    RuleRefusedError,
    RulesStaleError,
    UnknownRuleError,
)
from domains.gamification.rules.changes.model import RuleChange
from domains.gamification.rules.changes.tables import rule_change
from tests.domains.gamification.conftest import Say

PLAYER, ADMIN = 7, 1


async def put(
    kernel: Kernel, game: GamificationModule, name: str, value: str | None
) -> RuleChange:
    """As the admin module does it."""
    version = (await game.rules.view()).version
    async with kernel.uow() as tx:
        change = await game.rules.put(tx, name, value, "a test", version)
        tx.publish(
            ConfigChangedEvent(
                setting=name,
                previous_value=change.previous,
                new_value=change.value,
                admin_user_id=ADMIN,
            )
        )
    return change


def value(game: GamificationModule, name: str) -> object:
    return json.loads(game.rules.value(name).value)


async def test_a_change_holds_at_once_and_lines_say_by_which_numbers_they_were_paid(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, say: Say
) -> None:
    def decide(turn: int) -> StoryDecisionMadeEvent:
        return StoryDecisionMadeEvent(
            user_id=PLAYER, chapter_id="one", decision_id="door", occasion=f"r:{turn}", points=10
        )

    await say(decide(1))
    await put(kernel, game, "streak_multipliers", "[[1, 20000]]")
    await kit.settle()
    await say(decide(2))
    second, first = (
        line for line in await game.service.history(PLAYER) if line.rule_code == "decision"
    )
    assert [(line.amount, line.rule_version) for line in (first, second)] == [(11, 0), (20, 1)]


async def test_another_instance_hears_of_it_by_reading_and_a_new_one_on_start_up(
    kernel: Kernel, game: GamificationModule
) -> None:
    other = module.build(kernel)
    await put(kernel, game, "daily_visit", "60")
    assert value(other, "daily_visit") == 50
    await other.rules.load()
    assert value(other, "daily_visit") == 60
    assert (await other.rules.view()).version == 1


async def test_the_last_change_of_a_name_holds_and_a_table_can_get_another_row(
    kernel: Kernel, game: GamificationModule
) -> None:
    await put(kernel, game, "points.rules.trivia.daily_cap", "70")
    await put(kernel, game, "points.rules.raffle", '{"daily_cap": 5}')
    await put(kernel, game, "points.rules.trivia.daily_cap", "80")
    await put(kernel, game, "daily_visit", "60")
    await put(kernel, game, "daily_visit", None)
    await game.rules.load()
    assert value(game, "points.rules.trivia.daily_cap") == 80
    assert value(game, "points.rules.trivia.cooldown_seconds") == 0
    assert value(game, "points.rules.raffle.daily_cap") == 5
    assert value(game, "daily_visit") == 50
    history = await game.rules.history("daily_visit")
    assert [(each.version, each.value, each.previous) for each in history] == [
        (5, None, "60"),
        (4, "60", "50"),
    ]


@pytest.mark.parametrize(
    ("name", "typed", "problem", "bound"),
    [
        ("daily_visit", "fifty", "not_json", ""),
        ("daily_visit", '"50"', "wrong_type", ""),
        ("daily_visit", "1.5", "wrong_type", ""),
        ("daily_visit", "-1", "too_small", 0),
        ("daily_visit", "10000000", "too_large", 1_000_000),
        ("daily_visit", "50", "same", ""),
        ("daily_visit", None, "same", ""),
        ("plan_multipliers.vip", "5000", "too_small", 10_000),
        ("streak_milestones", "[[7, 10], [3, 10]]", "out_of_order", ""),
        ("points.daily_gap", "5", "unknown_field", ""),
        ("points.rules.trivia", '{"daily_gap": 5}', "unknown_field", ""),
    ],
)
async def test_what_does_not_fit_is_refused_with_its_reason_and_nothing_changes(
    kernel: Kernel,
    game: GamificationModule,
    name: str,
    typed: str | None,
    problem: str,
    bound: object,
) -> None:
    with pytest.raises(RuleRefusedError) as refused:
        await put(kernel, game, name, typed)
    assert (refused.value.params["problem"], refused.value.params["bound"]) == (problem, bound)
    assert (await game.rules.view()).version == 0
    assert await game.rules.history() == []


@pytest.mark.parametrize("name", ["nothing", "", "daily_visit.more", "a.b", "x" * 100])
async def test_what_has_no_name_here_is_unknown(game: GamificationModule, name: str) -> None:
    with pytest.raises(UnknownRuleError):
        game.rules.value(name)
    with pytest.raises(UnknownRuleError):
        game.rules.check(name, "5")


async def test_of_many_changes_to_the_same_numbers_one_is_written(
    kernel: Kernel, game: GamificationModule
) -> None:
    async def change(number: int) -> None:
        async with kernel.uow() as tx:
            await game.rules.put(tx, "daily_visit", str(60 + number), "a test", 0)

    outcomes = await asyncio.gather(*(change(n) for n in range(8)), return_exceptions=True)
    assert sorted(isinstance(each, RulesStaleError) for each in outcomes) == [False] + [True] * 7
    assert len(await game.rules.history()) == 1


async def test_a_change_that_does_not_fit_the_program_any_more_is_left_out_with_an_alert(
    kernel: Kernel, game: GamificationModule
) -> None:
    await put(kernel, game, "daily_visit", "60")
    async with kernel.uow() as tx:
        await tx.execute(
            sa.insert(rule_change).values(
                version=2, name="points.gone", value="5", previous="4", reason="old", at=tx.now
            )
        )
    with capture_logs() as logs:
        await game.rules.load()
    assert "alert.rule_does_not_fit" in [log["event"] for log in logs]
    assert value(game, "daily_visit") == 60
    assert (await game.rules.view()).version == 2
