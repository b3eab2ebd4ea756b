"""What the bus's screens wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Decision
from bot.features.events.callbacks import Act


class EventsForm(StatesGroup):
    """A typed reason."""

    reason = State()


class Acting(Decision):
    """What is to be done about which dead letter, by its handle."""

    act: Act
    letter: str
