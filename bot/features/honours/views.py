"""How what is given by hand looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from bot.features.honours.callbacks import ConfirmHonour, PickHonour
from bot.features.honours.states import Honouring
from bot.i18n import Translator
from bot.ui.navigation import Place, back, cancel
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, number
from domains.admin.honours.model import Honour, Standing
from domains.admin.model import PersonView

_MARKS = {Standing.FREE: "▫️", Standing.HELD: "🏅", Standing.TAKEN: "✖️"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a custodian is about to give, or, when it is held, to take."""

    person: PersonView
    honour: Honour

    @property
    def is_taking(self) -> bool:
        """Has the player got it already?"""
        return self.honour.standing == Standing.HELD


def handle_of(honour: Honour) -> str:
    """A short name for a button; 16 characters."""
    name = f"{honour.code}:{honour.tier}"
    return blake2s(name.encode(), digest_size=8).hexdigest()


def honours(person: PersonView, lines: Sequence[Honour], t: Translator) -> Screen:
    """All that can be given, a button each."""
    rows: list[Row] = [
        [
            Button(
                f"{_MARKS[Standing(line.standing)]} {_name(line, t)}",
                PickHonour(person=person.id, handle=handle_of(line)),
            )
        ]
        for line in lines
    ]
    text = t("honours.text", name=escape(person.display_name), person=person.id)
    return Screen("honours", text, rows=[*rows, [back(t, Place.ADMIN)]])


def ask_reason(choice: Choice, t: Translator) -> Screen:
    """Waiting for the reason."""
    key = "honours.ask_take" if choice.is_taking else "honours.ask_give"
    return Screen("honours.reason", t(key, **_said(choice, t)), rows=[[_cancel(choice, t)]])


def confirm(choice: Choice, form: Honouring, t: Translator) -> Screen:
    """What is about to happen."""
    done = ConfirmHonour(nonce=form.nonce)
    said = {**_said(choice, t), "reason": escape(form.reason)}
    if choice.is_taking:
        text = t("honours.confirm_take", **said)
        yes = Button(t("honours.yes_take"), done, style="danger")
    else:
        text = t("honours.confirm_give", **said)
        yes = Button(t("honours.yes_give"), done, style="success")
    return Screen("honours.confirm", text, rows=[[yes, _cancel(choice, t)]])


def _said(choice: Choice, t: Translator) -> dict[str, Any]:
    return {
        "name": escape(choice.person.display_name),
        "honour": escape(_name(choice.honour, t)),
        "reward": number(choice.honour.reward),
    }


def _name(honour: Honour, t: Translator) -> str:
    name = honour.names.get(t.language) or honour.names.get("en")
    if name is None:
        name = t(f"achievement.{honour.code}.name")
    return f"{name} · {honour.tier}" if honour.tiers > 1 else name


def _cancel(choice: Choice, t: Translator) -> Button:
    return cancel(t, Place.HONOURS, choice.person.id)
