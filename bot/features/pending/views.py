"""How pending adjustments look."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.pending.callbacks import (
    ConfirmPending,
    DeclinePending,
    OpenPending,
    WithdrawPending,
)
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, number, signed
from domains.admin.pending.model import Pending, PendingView


def waiting(pending: Sequence[Pending], reader_id: int, t: Translator) -> Screen:
    """What waits, a button each; one's own are marked."""
    rows: list[Row] = [
        [Button(_label(each, reader_id, t), OpenPending(id=each.id))] for each in pending
    ]
    text = t("pending.text") if pending else t("pending.none")
    return Screen("pending", text, rows=[*rows, [back(t, Place.ADMIN)]])


def one(view: PendingView, t: Translator) -> Screen:
    """Before and after, who asked and why; who asked can only take it back."""
    pending_id = view.pending.id
    if view.is_own:
        text = f"{_described(view, t)}\n\n{t('pending.own')}"
        rows: list[Row] = [[Button(t("pending.withdraw"), WithdrawPending(id=pending_id))]]
    else:
        text = _described(view, t)
        yes = Button(t("pending.confirm"), ConfirmPending(id=pending_id), style="success")
        rows = [[yes, Button(t("pending.decline"), DeclinePending(id=pending_id))]]
    return Screen("pending.one", text, rows=[*rows, [back(t, Place.PENDING)]])


def ask_reason(view: PendingView, t: Translator) -> Screen:
    """Waiting for the words that whoever asked will read."""
    text = f"{_described(view, t)}\n\n{t('pending.ask_reason')}"
    cancel = Button(t("button.cancel"), OpenPending(id=view.pending.id))
    return Screen("pending.reason", text, rows=[[cancel]])


def declined(t: Translator) -> Screen:
    """It is decided."""
    return Screen("pending", t("pending.declined"), rows=[[back(t, Place.PENDING)]])


def _label(pending: Pending, reader_id: int, t: Translator) -> str:
    key = "pending.button.own" if pending.asker_id == reader_id else "pending.button"
    return t(key, amount=signed(pending.amount), person=pending.target_id)


def _described(view: PendingView, t: Translator) -> str:
    pending, balance = view.pending, view.wallet.balance
    cause = t(f"admin.cause.{pending.cause.value}") if pending.cause else t("pending.no_cause")
    return t(
        "pending.one",
        name=escape(view.target.display_name),
        person=view.target.id,
        amount=signed(pending.amount),
        balance=number(balance),
        after=number(max(0, balance + pending.amount)),
        asker=escape(view.asker.display_name),
        asker_id=view.asker.id,
        cause=cause,
        reason=escape(pending.reason),
        until=pending.expires_at.strftime("%d/%m %H:%M"),
    )
