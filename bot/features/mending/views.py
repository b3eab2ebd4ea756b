"""How mending somebody's streak looks."""

from __future__ import annotations

from bot.features.mending.callbacks import ConfirmMending, PickGround
from bot.features.mending.states import Mending
from bot.i18n import Translator
from bot.ui.navigation import Place, back, cancel
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape
from domains.admin.mending.model import BrokenStreak, Ground
from domains.admin.model import PersonView


def broken(person: PersonView, streak: BrokenStreak, t: Translator) -> Screen:
    """What broke, and a button for each ground, unless something is in the way."""
    rows: list[Row] = []
    if streak.obstacle is None:
        grounds = [
            Button(
                t(f"mending.ground.{ground.value}"),
                PickGround(person=person.id, version=streak.version, ground=ground),
            )
            for ground in Ground
        ]
        rows = [grounds[:2], grounds[2:]]
    return Screen("mending", _described(person, streak, t), rows=[*rows, [back(t, Place.ADMIN)]])


def ask_reason(person: PersonView, streak: BrokenStreak, ground: Ground, t: Translator) -> Screen:
    """Waiting for the words that the player will read."""
    text = t(
        "mending.ask_reason",
        name=escape(person.display_name),
        days=t("days.count", count=streak.length),
        ground=t(f"mending.ground.{ground.value}"),
    )
    return Screen("mending.reason", text, rows=[[cancel(t, Place.MENDING, person.id)]])


def confirm(person: PersonView, streak: BrokenStreak, form: Mending, t: Translator) -> Screen:
    """What is about to happen."""
    text = t(
        "mending.confirm",
        name=escape(person.display_name),
        days=t("days.count", count=streak.length),
        reason=escape(form.reason),
    )
    yes = Button(t("mending.yes"), ConfirmMending(nonce=form.nonce), style="success")
    return Screen("mending.confirm", text, rows=[[yes, cancel(t, Place.MENDING, person.id)]])


def mended(person: PersonView, length: int, t: Translator) -> Screen:
    """It is done."""
    days = t("days.count", count=length)
    text = t("mending.done", name=escape(person.display_name), days=days)
    return Screen("mending", text, rows=[[back(t, Place.ADMIN)]])


def _described(person: PersonView, streak: BrokenStreak, t: Translator) -> str:
    name = escape(person.display_name)
    if streak.broken_at is None or streak.until is None:
        return t("mending.nothing", name=name, person=person.id)
    text = t(
        "mending.text",
        name=name,
        person=person.id,
        days=t("days.count", count=streak.length),
        broken=streak.broken_at.strftime("%d/%m %H:%M"),
        until=streak.until.strftime("%d/%m %H:%M"),
    )
    more = f"mending.obstacle.{streak.obstacle}" if streak.obstacle else "mending.choose"
    return f"{text}\n\n{t(more)}"
