"""What the screens of the numbers wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Decision, Form


class RulesForm(StatesGroup):
    """Typed answers."""

    value = State()
    reason = State()


class Number(Form):
    """Which number, as of which version of all of them."""

    name: str
    version: int


class Turning(Number, Decision):
    """And what it is to be; None is the shipped value."""

    value: str | None
