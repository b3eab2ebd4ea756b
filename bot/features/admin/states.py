"""What the admin screens wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Decision, Form
from domains.admin.grants.model import Cause


class AdminForm(StatesGroup):
    """Typed answers."""

    query = State()
    amount = State()
    cause = State()
    reason = State()


class Recipient(Form):
    """Whose besitos are to be moved."""

    target: int


class Sum(Recipient):
    """How many of them. `pick` ties the buttons of the codes to this dialog."""

    amount: int
    pick: str


class Granting(Sum, Decision):
    """And what for."""

    cause: Cause
