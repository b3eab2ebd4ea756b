"""How the reviews look."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.reviews.callbacks import LetThrough, OpenReview, OpenReviews, TakeBack
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import number
from domains.admin.reviews.model import WaitingLine


def waiting(lines: Sequence[WaitingLine], t: Translator) -> Screen:
    """What waits, a button each."""
    rows: list[Row] = [
        [
            Button(
                t("reviews.button", amount=number(line.amount), person=line.user_id or "–"),
                OpenReview(line=line.line_id),
            )
        ]
        for line in lines
    ]
    text = t("reviews.text") if lines else t("reviews.none")
    return Screen("reviews", text, rows=[*rows, [back(t, Place.ADMIN)]])


def one(line: WaitingLine, t: Translator) -> Screen:
    """One that waits, and what can be decided."""
    decide = [
        Button(t("reviews.approve"), LetThrough(line=line.line_id), style="primary"),
        Button(t("reviews.reject"), TakeBack(line=line.line_id)),
    ]
    to_list = Button(t("button.back"), OpenReviews())
    return Screen("reviews.one", _described(line, t), rows=[decide, [to_list]])


def ask_reason(line: WaitingLine, t: Translator) -> Screen:
    """Waiting for the words that the player will read."""
    text = f"{_described(line, t)}\n\n{t('reviews.ask_reason')}"
    cancel = Button(t("button.cancel"), OpenReview(line=line.line_id))
    return Screen("reviews.reason", text, rows=[[cancel]])


def rejected(line: WaitingLine, t: Translator) -> Screen:
    """It is done."""
    text = t("reviews.rejected", amount=number(line.amount), person=line.user_id or "–")
    return Screen("reviews", text, rows=[[Button(t("button.back"), OpenReviews())]])


def _described(line: WaitingLine, t: Translator) -> str:
    key = f"reward.reason.{line.rule_code}"
    return t(
        "reviews.one",
        amount=number(line.amount),
        person=line.user_id or "–",
        reason=t(key if t.has(key) else "reward.reason.other"),
        due=line.due_at.strftime("%d/%m %H:%M"),
    )
