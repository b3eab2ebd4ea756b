"""What the bag waits for."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

from bot.dialogs.forms import Form


class BagForm(StatesGroup):
    """Typed answers."""

    friend = State()


class Offer(Form):
    """Which thing is to be given away, as of which version of what one has of it."""

    item: str
    version: int


class Gift(Offer):
    """And to whom. `nonce` ties the button that says yes to this dialog."""

    friend: int
    name: str
    nonce: str
