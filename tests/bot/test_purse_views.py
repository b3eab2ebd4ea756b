"""How the streak, the purse and the ledger look, seen from the reader's chair."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image

from bot.features.history import views as history_views
from bot.features.reviews import views as review_views
from bot.features.streak import views as streak_views
from bot.i18n import Translator, Translators
from domains.gamification.points.model import LedgerLine
from domains.gamification.purse.model import HistoryPage, Purse
from domains.gamification.reviews.model import OpenReview
from domains.gamification.streaks.care.model import CareOffers, RepairOffer
from domains.gamification.streaks.model import DayView, StreakView

TRANSLATORS = Translators()
EN, ES = TRANSLATORS.of("en"), TRANSLATORS.of("es")
TODAY = date(2026, 3, 4)  # a Wednesday
NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)
OFFERS = CareOffers(version=3, freezes=1, most_freezes=2, freeze_price=200, repair=None)
LINE = LedgerLine(
    id=9,
    kind="earned",
    rule_code="decision",
    amount=20,
    base_amount=10,
    raw_amount=20,
    multiplier_bps=10_000,
    cap_cut=0,
    note=None,
    occurred_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
)


def view(*kinds: str | None, length: int = 1) -> StreakView:
    """The last days, today last."""
    first = TODAY - timedelta(days=len(kinds) - 1)
    days = tuple(DayView(first + timedelta(days=i), kind, None) for i, kind in enumerate(kinds))
    return StreakView(length, 4, NOW + timedelta(hours=5, minutes=30), days, 1)


def test_the_calendar_shows_five_whole_weeks_and_no_miss_before_the_first_visit() -> None:
    calendar = streak_views.calendar(
        view(*[None] * 31, "action", "freeze", None, "action"), TODAY, EN
    )
    assert (len(calendar.cells), calendar.cells[0].day.weekday()) == (35, 0)
    kinds = {cell.day.day: cell.kind for cell in calendar.cells[-10:]}
    assert [kinds[day] for day in (28, 1, 2, 3, 4, 5)] == [
        "ahead", "action", "freeze", "missed", "action", "ahead",
    ]  # fmt: skip
    assert [kind for kind, _ in calendar.legend] == ["action", "freeze", "missed"]


@pytest.mark.parametrize("t", [EN, ES])
def test_the_picture_is_a_png_for_a_phone(t: Translator) -> None:
    calendar = streak_views.calendar(view("repair", "action"), TODAY, t)
    with Image.open(io.BytesIO(calendar.draw())) as image:
        assert (image.format, image.width > 900, image.height < 1_100) == ("PNG", True, True)
        lit = {colour for _, colour in image.convert("RGB").getcolors(10**6) or []}
    assert {(176, 48, 79), (208, 138, 46)} <= lit  # a visit and a repair


def test_the_words_say_what_the_picture_shows_and_until_when() -> None:
    screen = streak_views.streak(view("action"), OFFERS, NOW, b"png", ES)
    assert "1 día" in screen.text
    assert "5 h" in screen.text
    assert "1 de 2" in screen.text
    assert screen.picture is not None
    assert "1 día" in screen.picture.alt


def test_prices_stand_on_the_buttons_and_what_is_full_is_not_offered() -> None:
    broken = RepairOffer(12, 220, NOW + timedelta(hours=30), None)
    labels = [
        button.text
        for row in streak_views.streak(
            view("action"), replace(OFFERS, repair=broken), NOW, None, EN
        ).rows
        for button in row
    ]
    assert any("220" in label for label in labels)
    assert any("200" in label for label in labels)
    full = streak_views.streak(view("action"), replace(OFFERS, freezes=2), NOW, None, EN)
    assert len(full.rows) == 1


@pytest.mark.parametrize("reason", ["too_soon", "not_here_today"])
def test_why_a_streak_is_not_mended_is_said_and_no_button_lies(reason: str) -> None:
    offer = RepairOffer(12, 220, NOW + timedelta(hours=30), reason)
    screen = streak_views.streak(view("action"), replace(OFFERS, repair=offer), NOW, None, EN)
    assert "12 days" in screen.text
    assert not any("220" in button.text for row in screen.rows for button in row)


def history(line: LedgerLine) -> str:
    return history_views.history(HistoryPage((line,), None), "Europe/Madrid", EN).text


def test_the_history_is_dated_by_the_players_calendar() -> None:
    text = history(replace(LINE, amount=-1_500, raw_amount=-1_500, kind="spent"))
    assert "02/03" in text
    assert "\N{MINUS SIGN}1\u202f500" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"multiplier_bps": 16_500}, "10 ×1.65"),
        ({"part_bps": 2_500}, "25 %"),
        ({"cap_cut": 20}, "day's limit: \N{MINUS SIGN}20"),
        ({"review": "open"}, "not to be spent yet"),
        ({"is_reversed": True}, "taken back since"),
        ({"kind": "reversal", "amount": -20, "raw_amount": -20}, "taken back: for deciding"),
        ({"kind": "reopened"}, "has room again: for deciding"),
        ({"kind": "clawback", "rule_code": "refund"}, "a refund: what was bought"),
        ({"kind": "adjustment", "rule_code": "admin_adjustment.house_fault"}, "House's fault"),
        ({"kind": "adjustment", "rule_code": "admin_adjustment"}, "from the house"),
        ({"note": "a <slip>", "actor_id": 1}, "a &lt;slip&gt; · by a custodian"),
        ({"amount": -5, "raw_amount": -50, "kind": "adjustment"}, "50 were asked for"),
    ],
)
def test_a1_t9_every_line_explains_itself(change: dict[str, object], said: str) -> None:
    assert said in history(replace(LINE, **change))  # type: ignore[arg-type]
    assert said not in history(LINE)


def test_a_plain_line_needs_no_footnote() -> None:
    assert history(LINE).count("\n") == 2


def test_the_history_can_be_paged_through() -> None:
    first = history_views.history(HistoryPage((LINE,), 9), "UTC", EN)
    assert [button.text for button in first.rows[0]] == ["Older ▸"]
    last = history_views.history(HistoryPage((LINE,), None), "UTC", EN, is_first=False)
    assert [button.text for button in last.rows[0]] == ["◂ Newest"]


@pytest.mark.parametrize(("t", "reason"), [(EN, "for deciding"), (ES, "por decidir")])
def test_what_waits_is_shown_with_whose_it_is_why_and_until_when(
    t: Translator, reason: str
) -> None:
    line = OpenReview(9, 7, 1_500, "decision", NOW, NOW + timedelta(days=1))
    listed = review_views.waiting([line], t)
    assert "1\u202f500 · 7" in listed.rows[0][0].text
    assert "💋" not in review_views.waiting([], t).text
    text = review_views.one(line, t).text
    assert all(words in text for words in (reason, "<code>7</code>", "05/03 20:00"))
    assert len(review_views.one(line, t).rows[0]) == 2
    assert text in review_views.ask_reason(line, t).text


def test_what_cannot_be_spent_is_told_with_its_reason_and_only_then() -> None:
    plain = history_views.balance(Purse(daily_cap=1_000, balance=5), EN).text
    assert not any(mark in plain for mark in "🔒⏳📕🧊")
    odd = Purse(1_000, balance=0, held=1, pending=2, debt=3, is_frozen=True, earned_today=500)
    text = history_views.balance(odd, EN).text
    assert all(mark in text for mark in "🔒⏳📕🧊")
    assert "▰▰▰▰▰▱▱▱▱▱" in text
