"""What screens say, seen from the reader's chair."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.features.admin.views import read_amount
from bot.features.authoring.views import report
from bot.features.settings.views import ZONES, zone_name
from bot.gateway.notifications import Notification
from bot.i18n import Translators
from bot.ui.rewards import reward_lines
from bot.ui.text import number, signed
from domains.narrative.authoring.drafts.model import Draft
from domains.narrative.authoring.findings import Finding

TRANSLATORS = Translators()
EN, ES = TRANSLATORS.of("en"), TRANSLATORS.of("es")
NOW = datetime(2026, 3, 1, 20, tzinfo=UTC)


def reward(kind: str, **params: Any) -> Notification:
    values: Mapping[str, Any] = params
    return Notification(1, 7, kind, values, "update:1", 0, NOW)


def paid(action: str, amount: int, **more: Any) -> Notification:
    return reward("points.awarded", action=action, amount=amount, **more)


def test_a_cause_is_told_before_what_it_paid_whatever_settled_first() -> None:
    lines = reward_lines(
        [
            paid("achievement", 50),
            paid("level_reward", 40),
            paid("daily_visit", 55),
            paid("welcome", 10),
            reward("achievement.unlocked", code="first_step"),
            reward("level.reached", level=2),
        ],
        EN,
    )
    assert [line.split()[1] for line in lines] == [
        "+10",
        "+55",
        "<b>Level",
        "+40",
        "<b>The",
        "+50",
    ]


def test_what_a_custodian_takes_back_is_told_with_the_reason() -> None:
    [line] = reward_lines([reward("points.deducted", amount=20, note="a <slip>")], ES)
    assert "20" in line
    assert "a &lt;slip&gt;" in line


@pytest.mark.parametrize(("days", "words"), [(1, "1 día "), (4, "4 días ")])
def test_a_streak_of_one_day_is_not_one_days(days: int, words: str) -> None:
    [line] = reward_lines([reward("streak.broken", days=days)], ES)
    assert words in line


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("50", 50),
        (" +1 000 ", 1_000),
        ("-20", -20),
        ("\N{MINUS SIGN}20", -20),
        ("0", None),
        ("1.5", None),
        ("1001", None),
        ("fifty", None),
    ],
)
def test_an_amount_is_a_whole_number_within_the_limit(typed: str, amount: int | None) -> None:
    assert read_amount(typed, 1_000) == amount


def test_numbers_carry_thin_spaces_and_a_true_minus() -> None:
    assert number(1_234_567) == "1\u202f234\u202f567"
    assert (signed(50), signed(-50)) == ("+50", "\N{MINUS SIGN}50")


def test_every_offered_zone_has_a_name_in_every_language() -> None:
    for translator in (EN, ES):
        assert [zone for zone in ZONES if not translator.has(f"zone.{zone}")] == []
    assert zone_name("America/New_York", ES) == "Nueva York"
    assert zone_name("America/Sao_Paulo", ES) == "Sao Paulo"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "44 characters, 40 at most"), ("es", "44 caracteres; como mucho, 40")],
)
def test_a_report_tells_what_is_wrong_in_the_authors_language(language: str, words: str) -> None:
    finding = Finding("choice_length", "ch01.ink:7", "choice_length", {"size": 44, "most": 40})
    former = {"code": "html", "where": "x", "message": "a <b>", "path": [], "choices": []}
    kept = Finding.read(former)
    draft = Draft(1, "sample", {"en": "A Sample"}, "ab", (finding, kept), (), (), (), NOW)
    told = report(draft, TRANSLATORS.of(language)).text
    assert words in told
    assert "a &lt;b&gt;" in told
