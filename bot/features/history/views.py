"""How the purse and the ledger look."""

from __future__ import annotations

from bot.features.history.callbacks import OlderLines, OpenBalance
from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import bar, escape, number, signed
from domains.core.days import local_time
from domains.gamification.adjustments.model import cause_of
from domains.gamification.points.model import Kind, LedgerLine
from domains.gamification.purse.model import HistoryPage, Purse

WHOLE = 10_000
"""×1 in basis points."""


def balance(purse: Purse, t: Translator) -> Screen:
    """What can be spent, and every besito that cannot."""
    lines = [t("balance.text", balance=number(purse.balance))]
    lines += [
        t(f"balance.{name}", amount=number(amount))
        for name, amount in (
            ("held", purse.held),
            ("pending", purse.pending),
            ("debt", purse.debt),
        )
        if amount
    ]
    if purse.is_frozen:
        lines.append(t("balance.frozen"))
    today = t(
        "balance.today",
        bar=bar(purse.earned_today, purse.daily_cap),
        earned=number(purse.earned_today),
        cap=number(purse.daily_cap),
    )
    rows = [[link(t, Place.HISTORY)], [back(t, Place.PROFILE)]]
    return Screen("balance", "\n".join([*lines, "", today]), rows=rows)


def history(page: HistoryPage, timezone: str, t: Translator, *, is_first: bool = True) -> Screen:
    """Every besito explains itself, under the date of the player's own calendar."""
    turns = []
    if not is_first:
        turns.append(Button(t("history.newest"), OlderLines(before=0)))
    if page.next_before is not None:
        turns.append(Button(t("history.older"), OlderLines(before=page.next_before)))
    rows: list[Row] = [turns] if turns else []
    rows += [[Button(t("history.balance"), OpenBalance())], [back(t, Place.PROFILE)]]
    if not page.lines:
        return Screen("history", t("history.none"), rows=rows)
    text = "\n".join(_line(line, timezone, t) for line in page.lines)
    return Screen("history", t("history.text", lines=text), rows=rows)


def _line(line: LedgerLine, timezone: str, t: Translator) -> str:
    text = t(
        "history.line",
        date=local_time(line.occurred_at, timezone).strftime("%d/%m"),
        amount=signed(line.amount),
        reason=_reason(line, t),
    )
    notes = _notes(line, t)
    return f"{text}\n{t('history.notes', notes=' · '.join(notes))}" if notes else text


def _reason(line: LedgerLine, t: Translator) -> str:
    cause = cause_of(line.rule_code)
    key = f"admin.cause.{cause}" if cause else f"reward.reason.{line.rule_code}"
    reason = t(key if t.has(key) else "reward.reason.other")
    if line.kind in (Kind.REVERSAL, Kind.REOPENED, Kind.CLAWBACK):
        return t(f"history.{line.kind}", reason=reason)
    return reason


def _notes(line: LedgerLine, t: Translator) -> list[str]:
    """How the amount came about, and what became of it; nothing for a plain line."""
    notes = []
    if line.multiplier_bps not in (0, WHOLE):
        factor = f"{line.multiplier_bps / WHOLE:g}"
        notes.append(t("history.multiplied", base=number(line.base_amount), factor=factor))
    if line.part_bps != WHOLE:
        notes.append(t("history.part", percent=f"{line.part_bps / 100:g}"))
    if line.cap_cut:
        notes.append(t("history.capped", cut=number(line.cap_cut)))
    if line.amount > line.raw_amount and line.raw_amount < 0:
        notes.append(t("history.short", asked=number(-line.raw_amount)))
    if line.review == "open":
        notes.append(t("history.under_review"))
    if line.is_reversed:
        notes.append(t("history.taken_back"))
    if line.note:
        notes.append(escape(line.note))
    if line.actor_id is not None:
        notes.append(t("history.by_custodian"))
    return notes
