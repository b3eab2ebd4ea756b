"""How taking somebody's name on the boards looks."""

from __future__ import annotations

from bot.features.naming.callbacks import ConfirmReset
from bot.features.naming.states import Naming
from bot.i18n import Translator
from bot.ui.navigation import Place, back, cancel
from bot.ui.screen import Button, Screen
from bot.ui.text import escape
from domains.admin.model import PersonView


def ask_reason(person: PersonView, alias: str | None, t: Translator) -> Screen:
    """The name they chose, and waiting for the words that they will read."""
    name = escape(person.display_name)
    if alias is None:
        text = t("naming.none", name=name, person=person.id)
    else:
        text = t("naming.ask", name=name, person=person.id, alias=escape(alias))
    return Screen("naming", text, rows=[[back(t, Place.ADMIN)]])


def confirm(person: PersonView, form: Naming, t: Translator) -> Screen:
    """What is about to happen."""
    text = t(
        "naming.confirm",
        name=escape(person.display_name),
        alias=escape(form.alias),
        reason=escape(form.reason),
    )
    yes = Button(t("naming.yes"), ConfirmReset(nonce=form.nonce), style="danger")
    return Screen("naming.confirm", text, rows=[[yes, cancel(t, Place.NAMING, person.id)]])


def done(person: PersonView, t: Translator) -> Screen:
    """Their name is as it came."""
    text = t("naming.done", name=escape(person.display_name))
    return Screen("naming", text, rows=[[back(t, Place.ADMIN)]])
