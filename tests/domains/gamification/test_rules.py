"""Numbers and curves, without a database."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domains.gamification.levels.model import LevelCurve
from domains.gamification.points.model import Amount
from domains.gamification.rules import GameRules

RULES = GameRules()


def test_the_curve_of_the_game() -> None:
    curve = LevelCurve.quadratic(50, 50)
    assert [curve.floor_of(level) for level in (1, 2, 3, 4, 5)] == [0, 100, 300, 600, 1_000]
    assert (curve.floor_of(50), curve.next_after(50)) == (122_500, None)
    assert curve.level_of(10**12) == 50


def test_a2_t2_a_threshold_is_its_level_and_one_less_is_not() -> None:
    curve = LevelCurve.quadratic(50, 200)
    for level in range(2, 201):
        assert curve.level_of(curve.floor_of(level)) == level
        assert curve.level_of(curve.floor_of(level) - 1) == level - 1
        assert curve.next_after(level - 1) == curve.floor_of(level)


@given(st.integers(min_value=0, max_value=200_000), st.integers(min_value=1, max_value=50))
def test_a2_levels_crossed_are_those_above_the_highest(xp: int, top: int) -> None:
    curve = LevelCurve.quadratic(50, 50)
    crossed = list(curve.crossed(top, xp))
    assert crossed == [level for level in range(top + 1, 51) if curve.floor_of(level) <= xp]


@pytest.mark.parametrize(
    ("plan", "streak", "bps"),
    [
        ("free", 0, 10_000),
        ("free", 1, 11_000),
        ("free", 7, 11_000),
        ("free", 8, 12_000),
        ("free", 15, 13_000),
        ("free", 31, 15_000),
        ("vip", 1, 16_500),
        ("premium", 31, 30_000),
        ("unheard_of", 1, 11_000),
    ],
)
def test_the_multiplier_table(plan: str, streak: int, bps: int) -> None:
    assert RULES.multiplier(plan, streak) == bps


def test_the_product_of_multipliers_is_capped() -> None:
    assert GameRules(multiplier_cap=20_000).multiplier("premium", 31) == 20_000


@pytest.mark.parametrize(
    ("length", "pays"), [(1, 0), (3, 30), (4, 0), (365, 5_000), (366, 0), (730, 5_000), (731, 0)]
)
def test_milestones(length: int, pays: int) -> None:
    assert RULES.milestone(length) == pays


@pytest.mark.parametrize(
    "wrong",
    [
        {"welcome": -1},
        {"welcome": 1.5},
        {"wellcome": 10},
        {"plan_multipliers": {"vip": 5_000}},
        {"streak_milestones": ((7, 10), (3, 10))},
    ],
)
def test_wrong_numbers_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GameRules(**wrong)


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=10_000, max_value=100_000))
def test_something_never_becomes_nothing_and_multiplying_never_takes(base: int, bps: int) -> None:
    granted = Amount(base, bps).granted
    assert granted >= base
    assert (granted > 0) == (base > 0)


def test_an_active_day_earns_what_the_economy_aims_at() -> None:
    """Visit, one chapter, ten decisions of 10: 300 to 500."""
    bases = [RULES.daily_visit, RULES.chapter_completed, *[10] * 10]
    for streak in (1, 31):
        bps = RULES.multiplier("free", streak)
        assert 300 <= sum(Amount(base, bps).granted for base in bases) <= 500
