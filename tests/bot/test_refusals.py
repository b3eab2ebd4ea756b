"""A press that a rule refuses: the reason once, and a screen as things are now."""

from __future__ import annotations

from uuid import uuid4

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.features.events.callbacks import OpenLetter
from bot.features.pending.callbacks import ConfirmPending
from bot.features.reviews.callbacks import LetThrough
from tests.bot.phone import Phone

PRESSES = [
    (LetThrough(line=10**6), "En revisión"),
    (ConfirmPending(id=uuid4()), "la bandeja está vacía"),  # there is no such one to show, either
    (OpenLetter(letter="gone"), "Los hilos de la casa"),
]


@pytest.mark.parametrize(("pressed", "shown"), PRESSES)
async def test_the_first_screen_that_may_be_shown_follows_a_refusal(
    lucia: Phone, pressed: CallbackData, shown: str
) -> None:
    await lucia.send("/profile")
    assert await lucia.press_data(pressed.pack())
    assert shown in await lucia.screen()


@pytest.mark.parametrize("pressed", [pressed for pressed, _ in PRESSES])
async def test_who_may_see_none_of_them_is_told_and_keeps_their_own(
    ana: Phone, pressed: CallbackData
) -> None:
    await ana.send("/profile")
    before = await ana.screen()
    assert "the key is not yours" in await ana.press_data(pressed.pack())
    assert await ana.screen() == before
