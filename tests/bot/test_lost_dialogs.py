"""What was typed into a dialog that a new version of the house cannot continue."""

from __future__ import annotations

import importlib
import pkgutil

import sqlalchemy as sa
from aiogram.fsm.state import State, StatesGroup

import bot.features
from bot.app import App
from bot.dialogs.tables import dialog
from tests.bot.phone import Phone

LOST = {"en": "I have lost the question", "es": "he perdido la pregunta"}
CELLAR = "en el sótano"
"""What is said when something of ours broke."""
FREE = {"AdminForm:query", "AliasForm:name", "CluesForm:word"}
"""Steps whose answer can be read without anything that the dialog holds."""


async def redeploy(app: App, person: Phone, **left: object) -> None:
    """The dialog as a version left it that wrote down something else."""
    async with app.kernel.uow() as tx:
        await tx.execute(sa.update(dialog).where(dialog.c.user_id == person.id).values(left))


def steps() -> list[State]:
    for module in pkgutil.walk_packages(bot.features.__path__, "bot.features."):
        if module.name.endswith(".states"):
            importlib.import_module(module.name)
    groups = [g for g in StatesGroup.__subclasses__() if g.__module__.startswith("bot.")]
    return [step for group in groups for step in group.__states__]


async def test_a_reason_for_what_is_not_held_any_more_is_told_so_and_does_nothing(
    app: App, ana: Phone, lucia: Phone
) -> None:
    await lucia.send(f"/honours {ana.id}")
    await lucia.press("▫️")
    await redeploy(app, lucia, data={"whom": ana.id})
    await lucia.send("por la lámpara")
    assert LOST["es"] in await lucia.screen()
    await lucia.send("por la lámpara")  # nothing is waited for any more
    assert "Lo dices como si" in await lucia.screen()
    await lucia.send(f"/honours {ana.id}")
    await lucia.press("▫️")
    await lucia.send("por la lámpara")
    assert "por la lámpara" in await lucia.screen()
    assert "Dado" in await lucia.press("Sí, dar")


async def test_an_answer_to_a_question_that_nobody_asks_any_more_is_told_so(
    app: App, ana: Phone
) -> None:
    await ana.send("/code")
    await redeploy(app, ana, state="FormerForm:word")
    await ana.send("/nothing")  # what looks like a command is no answer
    assert LOST["en"] not in await ana.screen()
    await ana.send("hourglass")
    assert LOST["en"] in await ana.screen()
    await ana.send("hourglass")
    assert "You say that as if" in await ana.screen()


async def test_a_yes_to_what_is_not_held_any_more_is_an_old_button(
    app: App, ana: Phone, lucia: Phone
) -> None:
    await lucia.send(f"/honours {ana.id}")
    await lucia.press("▫️")
    await lucia.send("por la lámpara")
    await redeploy(app, lucia, data={})
    assert "otra noche" in await lucia.press("Sí, dar")


async def test_no_step_of_any_dialog_breaks_over_what_a_former_version_left(
    app: App, lucia: Phone
) -> None:
    lost = set()
    for step in steps():
        await lucia.send("/code")
        await redeploy(app, lucia, state=step.state, data={"gone": 1})
        await lucia.send("palabras")
        said = await lucia.screen()
        assert CELLAR not in said, step
        if LOST["es"] in said:
            lost.add(step.state)
    holding = {step.state for step in steps()} - FREE
    assert lost == holding


async def test_a_command_is_never_an_answer(app: App, lucia: Phone) -> None:
    for step in steps():
        await lucia.send("/code")
        await redeploy(app, lucia, state=step.state, data={})
        await lucia.send("/author")
        assert "La mesa está vacía" in await lucia.screen(), step
