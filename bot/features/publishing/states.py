"""What the publisher's screens wait for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Form


class ReleaseForm(StatesGroup):
    """Typed answers."""

    time = State()


class Releasing(Form):
    """Which draft waits for its time: the digest of its files."""

    sha: str
