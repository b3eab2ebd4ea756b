"""The steps of a dialog: something is asked for, typed, shown, and agreed to once.

What the steps have found out is a form, and waits in the dialog for the next step.
"""

from __future__ import annotations

import secrets
from typing import TypeVar

from aiogram import F
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import Message
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.dialogs.errors import DialogLostError, OldButtonError

TYPED = F.text & ~F.text.startswith("/")
"""An answer in a dialog; a command is none, it leaves the dialog."""


class Form(BaseModel):
    """What a dialog has found out so far."""

    model_config = ConfigDict(frozen=True)


class Decision(Form):
    """Something that is done by one yes. `nonce` ties the button that says it to this dialog."""

    reason: str = ""
    nonce: str = ""


AnyForm = TypeVar("AnyForm", bound=Form)
AnyDecision = TypeVar("AnyDecision", bound=Decision)


async def wait(state: FSMContext, step: State | None, form: Form) -> None:
    """Hold the form until `step` is answered; None waits for a button alone."""
    await state.set_state(step)
    await state.set_data(form.model_dump(mode="json"))


async def held(state: FSMContext, kind: type[AnyForm]) -> AnyForm:
    """What the dialog has found out.

    Raises DialogLostError, and ends the dialog, when it holds something else: a former version
    of the house may have begun it.
    """
    try:
        return kind.model_validate(await state.get_data())
    except ValidationError:
        await state.clear()
        raise DialogLostError from None


async def worded(state: FSMContext, kind: type[AnyDecision], message: Message) -> AnyDecision:
    """The decision with its reason as typed, ready to be shown and agreed to."""
    words = {"reason": (message.text or "").strip(), "nonce": nonce()}
    decision = (await held(state, kind)).model_copy(update=words)
    await wait(state, None, decision)
    return decision


async def pressed(state: FSMContext, kind: type[AnyForm], **tie: str) -> AnyForm:
    """What a button is about, by the nonce that both carry: `nonce=callback_data.nonce`.

    Raises OldButtonError for that of another dialog, DialogLostError as `held` does.
    """
    data = await state.get_data()
    if any(not value or data.get(name) != value for name, value in tie.items()):
        raise OldButtonError
    return await held(state, kind)


def nonce() -> str:
    """What ties a button to a dialog."""
    return secrets.token_hex(4)
