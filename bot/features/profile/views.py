"""How a player's things look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import dropwhile

from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Screen
from bot.ui.text import bar, escape, number, signed
from domains.core.days import local_time
from domains.gamification.service import LedgerLine, Profile, StreakView

_DAY_MARKS = {"action": "🔥", "freeze": "❄️", "repair": "🔥", None: "▫️"}
_DAYS_A_ROW = 7


def profile(name: str, profile: Profile, t: Translator) -> Screen:
    """One living screen of everything a player has."""
    text = t(
        "profile.text",
        name=escape(name),
        level=profile.level,
        bar=bar(profile.xp - profile.level_floor_xp, profile.level_span),
        xp=number(profile.xp),
        next_xp=number(profile.next_level_xp or profile.xp),
        balance=number(profile.balance),
        streak=t("days.count", count=profile.streak),
        best=profile.best_streak,
        unlocked=profile.unlocked,
        total=profile.achievements,
        goal=_goal(profile, t),
    )
    return Screen(
        "profile",
        text,
        rows=[
            [link(t, Place.STREAK), link(t, Place.ACHIEVEMENTS)],
            [link(t, Place.HISTORY)],
            [back(t)],
        ],
    )


def _goal(profile: Profile, t: Translator) -> str:
    if profile.next_level_xp is None:
        return t("profile.top")
    missing = number(profile.next_level_xp - profile.xp)
    return t("profile.goal", missing=missing, level=profile.level + 1)


def streak(view: StreakView, now: datetime, t: Translator) -> Screen:
    """The days in a row, with the evidence of the last weeks."""
    rows = [[back(t, Place.PROFILE)]]
    if view.deadline_at is None:
        return Screen("streak", t("streak.none"), rows=rows)
    seen = dropwhile(lambda day: day.kind is None, view.days)  # nobody missed those
    marks = [_DAY_MARKS[day.kind] for day in seen]
    weeks = ["".join(marks[i : i + _DAYS_A_ROW]) for i in range(0, len(marks), _DAYS_A_ROW)]
    if view.length:
        hours = max(1, int((view.deadline_at - now).total_seconds() // 3600))
        deadline = t("streak.deadline", hours=hours)
    else:
        deadline = t("streak.broken")
    text = t(
        "streak.text",
        days=t("days.count", count=view.length),
        best=view.best,
        calendar="\n".join(weeks + _legend(marks, t)),
        deadline=deadline,
    )
    return Screen("streak", text, rows=rows)


def _legend(marks: Sequence[str], t: Translator) -> list[str]:
    """Flames alone explain themselves."""
    return ["", f"<i>{t('streak.legend')}</i>"] if len(set(marks)) > 1 else []


def history(lines: Sequence[LedgerLine], timezone: str, t: Translator) -> Screen:
    """Every besito explains itself, under the date of the player's own calendar."""
    rows = [[back(t, Place.PROFILE)]]
    if not lines:
        return Screen("history", t("history.none"), rows=rows)
    text = "\n".join(_history_line(line, timezone, t) for line in lines)
    return Screen("history", t("history.text", lines=text), rows=rows)


def _history_line(line: LedgerLine, timezone: str, t: Translator) -> str:
    key = f"reward.reason.{line.rule_code}"
    reason = escape(line.note) if line.note else t(key if t.has(key) else "reward.reason.other")
    text = t(
        "history.line",
        date=local_time(line.occurred_at, timezone).strftime("%d/%m"),
        amount=signed(line.amount),
        reason=reason,
    )
    if line.multiplier_bps not in (0, 10_000):
        factor = f"{line.multiplier_bps / 10_000:g}"
        text += t("history.multiplied", raw=line.base_amount, factor=factor)
    if line.cap_cut:
        text += t("history.capped", cut=line.cap_cut)
    return text
