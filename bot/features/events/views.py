"""How the event bus looks to a custodian."""

from __future__ import annotations

from bot.features.events.callbacks import (
    Act,
    AskReason,
    ConfirmAct,
    OpenEvents,
    OpenLetter,
    ReplayLetter,
    Resume,
)
from bot.features.events.states import Acting
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, number
from domains.admin.upkeep.model import BusView, handle_of, handle_of_letter
from domains.core.operations.model import DeadLetter

LETTERS = 6
"""Dead letters offered by button, the oldest first."""

LONGEST_ERROR = 800
LONGEST_LABEL = 40


def home(view: BusView, t: Translator) -> Screen:
    """The bus at a glance; whatever needs a hand has a button."""
    status = view.status
    text = t(
        "events.home",
        alive=sum(each.holds_lease for each in status.instances),
        instances=len(status.instances),
        pending=number(status.pending),
        oldest=number(round(status.oldest_pending_seconds or 0)),
        dead=number(status.dead),
        parked=number(sum(each.parked for each in status.subscriptions)),
        paused=len(status.paused),
    )
    words = t("events.choose") if view.letters else t("events.calm")
    rows: list[Row] = [[_letter_button(letter, t)] for letter in view.letters[:LETTERS]]
    rows += [[_resume_button(pause.subscription, t)] for pause in status.paused]
    again = Button(t("events.refresh"), OpenEvents())
    return Screen("events", f"{text}\n\n{words}", rows=[*rows, [again, back(t, Place.ADMIN)]])


def letter(letter: DeadLetter, t: Translator) -> Screen:
    """One dead letter, and the ways out of it."""
    handle = handle_of_letter(letter)
    text = t(
        "events.letter",
        type=letter.event_type,
        subscription=escape(letter.subscription),
        key=escape(letter.key),
        date=t(
            "admin.moment",
            day=letter.failed_at.strftime("%d/%m/%Y"),
            time=letter.failed_at.strftime("%H:%M"),
        ),
        attempts=letter.attempts,
        waiting=letter.waiting,
        error=escape((letter.error or "–")[:LONGEST_ERROR]),
    )
    again = Button(t("events.replay.button"), ReplayLetter(letter=handle), style="primary")
    give_up = Button(
        t("events.discard.button"), AskReason(act=Act.DISCARD, letter=handle), style="danger"
    )
    rest = Button(t("events.pause.button"), AskReason(act=Act.PAUSE, letter=handle))
    return Screen("events.letter", text, rows=[[again, give_up], [rest], [_to_home(t)]])


def ask_reason(act: Act, letter: DeadLetter, t: Translator) -> Screen:
    """Waiting for words, with a way out."""
    text = t(f"events.{act.name.lower()}.ask", subscription=escape(letter.subscription))
    return Screen("events.reason", text, rows=[[_cancel(letter, t)]])


def confirm(letter: DeadLetter, form: Acting, t: Translator) -> Screen:
    """What is about to happen; nothing has happened yet."""
    name = form.act.name.lower()
    values = {"subscription": escape(letter.subscription), "reason": escape(form.reason)}
    if form.act is Act.DISCARD:
        values["key"] = escape(letter.key)
    yes = Button(t(f"events.{name}.yes"), ConfirmAct(nonce=form.nonce), style="danger")
    return Screen(
        "events.confirm", t(f"events.{name}.confirm", **values), rows=[[yes, _cancel(letter, t)]]
    )


def _letter_button(letter: DeadLetter, t: Translator) -> Button:
    label = t("events.letter.button", subscription=_short(letter.subscription), key=letter.key)
    return Button(label, OpenLetter(letter=handle_of_letter(letter)))


def _resume_button(subscription: str, t: Translator) -> Button:
    label = t("events.resume.button", subscription=_short(subscription))
    return Button(label, Resume(subscription=handle_of(subscription)))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"


def _cancel(letter: DeadLetter, t: Translator) -> Button:
    return Button(t("button.cancel"), OpenLetter(letter=handle_of_letter(letter)))


def _to_home(t: Translator) -> Button:
    return Button(t("button.back"), OpenEvents())
