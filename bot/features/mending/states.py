"""What the screens of mending wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Decision
from domains.admin.mending.model import Ground


class MendingForm(StatesGroup):
    """Typed answers."""

    reason = State()


class Mending(Decision):
    """Whose streak of which version is to be mended, and why."""

    person: int
    version: int
    ground: Ground
