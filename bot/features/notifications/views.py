"""How the switches look."""

from __future__ import annotations

from bot.features.notifications.callbacks import SetLevel, SetQuiet
from bot.gateway.preferences.model import SWITCHABLE, Category, Choices, Level
from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.reminders import WantLess
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape


def choices_screen(choices: Choices, timezone: str, t: Translator) -> Screen:
    """A line and a switch for each category, and the quiet hours."""
    lines = [
        t(
            "notifications.line",
            name=t(f"notifications.category.{category}"),
            level=t(f"notifications.level.{choices.of(category)}"),
            about=t(f"notifications.about.{category}"),
        )
        for category in SWITCHABLE
    ]
    quiet = t("notifications.quiet.none")
    if choices.has_quiet_hours:
        quiet = t(
            "notifications.quiet.hours",
            start=choices.quiet_from,
            end=choices.quiet_until,
            zone=escape(timezone.rpartition("/")[2].replace("_", " ")),
        )
    text = t("notifications.text", lines="\n\n".join(lines), quiet=quiet)
    rows: list[Row] = [[_switch(category, choices, t)] for category in SWITCHABLE]
    key = "notifications.quiet.off" if choices.has_quiet_hours else "notifications.quiet.on"
    rows.append([Button(t(key), SetQuiet(quiet=not choices.has_quiet_hours))])
    return Screen("notifications", text, rows=[*rows, [back(t, Place.SETTINGS)]])


def less_screen(category: str, level: str, t: Translator) -> Screen:
    """What the tap has done, and the next step in each direction."""
    key = f"nudge.{level}.done"
    further: list[Button] = []
    if level == Level.LESS:
        further.append(Button(t("nudge.none"), WantLess(category=category, level=Level.OFF.value)))
    rows = [further, [link(t, Place.NOTIFICATIONS), link(t, Place.MENU)]]
    return Screen("nudge", t(key), rows=[row for row in rows if row])


def _switch(category: Category, choices: Choices, t: Translator) -> Button:
    name = t(f"notifications.category.{category}")
    if choices.of(category) is Level.OFF:
        return Button(
            t("notifications.turn_on", name=name),
            SetLevel(category=category.value, level=Level.ON.value),
        )
    return Button(
        t("notifications.turn_off", name=name),
        SetLevel(category=category.value, level=Level.OFF.value),
    )
