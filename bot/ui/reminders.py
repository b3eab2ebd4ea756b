"""How a reminder looks: one line, one door, and one tap to get fewer of them."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from bot.gateway.notifications import Notification
from bot.i18n import Translator
from bot.ui.navigation import Place, link
from bot.ui.screen import Button, Row
from bot.ui.text import escape, number


class WantLess(CallbackData, prefix="nl"):
    """Less of a category; the level itself, so that a second press changes nothing."""

    category: str
    level: str


NUDGES = ("reminders", "marketing")


def nudge_lines(notifications: Sequence[Notification], t: Translator) -> list[str]:
    """A line for each reminder and piece of news."""
    lines = []
    for each in notifications:
        values = {
            name: number(value) if isinstance(value, int) else escape(str(value))
            for name, value in each.params.items()
        }
        if each.kind == "reminder.streak":
            values["days"] = t("days.count", count=each.params["days"])
        lines.append(t(f"nudge.{each.kind}", **values))
    return lines


def nudge_rows(notifications: Sequence[Notification], t: Translator) -> list[Row]:
    """The door to go through, and less of these."""
    rows: list[Row] = [[link(t, Place.STORY, style="primary")]]
    categories = sorted({each.category for each in notifications})
    return rows + [
        [Button(t(f"nudge.less.{category}"), WantLess(category=category, level="less"))]
        for category in categories
    ]
