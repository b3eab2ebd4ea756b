"""How invitations look."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.referrals.callbacks import DecideCase
from bot.i18n import Translator
from bot.ui.navigation import back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import number
from domains.admin.invitations.model import InvitationCase
from domains.gamification.referrals.model import PREFIX, Invitation


def invitation(view: Invitation, username: str, t: Translator) -> Screen:
    """A link to pass on, and numbers: nobody is named."""
    link = f"https://t.me/{username}?start={PREFIX}{view.code}"
    text = t(
        "invite.text",
        link=link,
        reward=number(view.reward),
        welcome=number(view.welcome),
        on_the_way=view.on_the_way,
        rewarded=view.rewarded,
    )
    if view.under_review:
        text += "\n" + t("invite.under_review", count=view.under_review)
    share = Button(t("invite.share"), url=f"https://t.me/share/url?url={link}")
    return Screen("invite", text, rows=[[share], [back(t)]])


def cases(waiting: Sequence[InvitationCase], t: Translator) -> Screen:
    """Each case with two buttons."""
    lines = "\n".join(
        t(
            "referrals.case",
            case=case.id,
            person=case.referrer_id,
            count=case.held,
            date=f"{case.opened_at:%d/%m %H:%M}",
        )
        for case in waiting
    )
    rows: list[Row] = [
        [
            Button(t("referrals.approve", case=case.id), DecideCase(case=case.id, approve=True)),
            Button(t("referrals.reject", case=case.id), DecideCase(case=case.id, approve=False)),
        ]
        for case in waiting
    ]
    text = t("referrals.text", lines=lines or t("referrals.none"))
    return Screen("referrals", text, rows=[*rows, [back(t)]])
