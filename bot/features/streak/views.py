"""How a streak looks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.features.streak.callbacks import BuyFreeze, MendStreak
from bot.i18n import Translator
from bot.ui.calendar import Calendar, Cell
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Picture, Row, Screen
from bot.ui.text import number
from domains.gamification.service import DayView, StreakView
from domains.gamification.streaks.care.model import CareOffers, RepairOffer

WEEKS = 5
DAYS = 7
_KINDS = ("action", "freeze", "repair", "missed")
MISSED, AHEAD = "missed", "ahead"


def calendar(view: StreakView, today: date, t: Translator) -> Calendar:
    """Five whole weeks, this one last; days before the first visit are nobody's miss."""
    known = {day.day: day for day in view.days}
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    seen = min((day.day for day in view.days if day.kind is not None), default=today)
    days = [first + timedelta(days=number) for number in range(WEEKS * DAYS)]
    cells = tuple(Cell(day, _kind(known.get(day), day, seen, today)) for day in days)
    shown = {cell.kind for cell in cells}
    return Calendar(
        title=t("streak.title", days=t("days.count", count=view.length)),
        subtitle=t("streak.subtitle", best=t("days.count", count=view.best)),
        weekdays=tuple(t("streak.weekdays").split()),
        cells=cells,
        today=today,
        legend=tuple((kind, t(f"streak.kind.{kind}")) for kind in _KINDS if kind in shown),
    )


def _kind(view: DayView | None, day: date, seen: date, today: date) -> str:
    if view is not None and view.kind is not None:
        return view.kind
    return MISSED if seen < day < today else AHEAD


def streak(
    view: StreakView, offers: CareOffers, now: datetime, picture: bytes | None, t: Translator
) -> Screen:
    """The days in a row, until when they last, and what can be bought for them."""
    rows = _buttons(offers, t)
    rows.append([back(t, Place.PROFILE)])
    if view.deadline_at is None:
        return Screen("streak", t("streak.none"), rows=rows)
    text = t(
        "streak.text",
        days=t("days.count", count=view.length),
        best=t("days.count", count=view.best),
        freezes=offers.freezes,
        most=offers.most_freezes,
        deadline=_deadline(view, now, t),
    )
    if offers.repair is not None:
        text += "\n\n" + _repair(offers.repair, now, t)
    alt = t("streak.alt", days=t("days.count", count=view.length))
    shown = Picture(picture, "streak.png", alt) if picture is not None else None
    return Screen("streak", text, rows=rows, picture=shown)


def _buttons(offers: CareOffers, t: Translator) -> list[Row]:
    rows: list[Row] = []
    version, repair = offers.version, offers.repair
    if repair is not None and repair.obstacle is None:
        action = MendStreak(version=version, price=repair.price)
        words = t("streak.mend", price=number(repair.price))
        rows.append([Button(words, action, style="primary")])
    if offers.freezes < offers.most_freezes:
        buy = BuyFreeze(version=version, price=offers.freeze_price)
        rows.append([Button(t("streak.buy_freeze", price=number(offers.freeze_price)), buy)])
    return rows


def _deadline(view: StreakView, now: datetime, t: Translator) -> str:
    if not view.length or view.deadline_at is None:
        return t("streak.broken")
    return t("streak.deadline", hours=_hours(view.deadline_at, now))


def _repair(repair: RepairOffer, now: datetime, t: Translator) -> str:
    length = t("days.count", count=repair.length)
    if repair.obstacle is not None:
        return t(f"streak.obstacle.{repair.obstacle}", days=length)
    hours = _hours(repair.until, now)
    return t("streak.repair", days=length, price=number(repair.price), hours=hours)


def _hours(until: datetime, now: datetime) -> int:
    return max(1, int((until - now).total_seconds() // 3600))
