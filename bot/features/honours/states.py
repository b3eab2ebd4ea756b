"""What the screens of what is given by hand wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Decision
from domains.admin.honours.model import Standing


class HonourForm(StatesGroup):
    """Typed answers."""

    reason = State()


class Honouring(Decision):
    """Who is to get what, or to lose what they held."""

    person: int
    handle: str
    standing: Standing
