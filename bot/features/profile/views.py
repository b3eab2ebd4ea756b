"""How a player's things look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import dropwhile

from bot.goals import Glance, Goal
from bot.i18n import Translator
from bot.ui.cards import Figure, ProfileCard
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Picture, Screen
from bot.ui.text import bar, escape, number, signed
from domains.core.days import local_time
from domains.gamification.service import AchievementView, LedgerLine, StreakView

_DAY_MARKS = {"action": "🔥", "freeze": "❄️", "repair": "🔥", None: "▫️"}
_DAYS_A_ROW = 7


def profile(name: str, glance: Glance, t: Translator, card: bytes) -> Screen:
    """One living screen of everything a player has."""
    profile = glance.profile
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
        goals="\n".join(f"▸ {escape(line)}" for line in _goals(glance, t)),
    )
    if glance.rank is not None:
        text += "\n\n" + t("profile.rank", rank=number(glance.rank))
    alt = t("profile.alt", name=name, level=profile.level, balance=number(profile.balance))
    return Screen(
        "profile",
        text,
        rows=[
            [link(t, Place.STREAK), link(t, Place.ACHIEVEMENTS)],
            [link(t, Place.LEADERBOARD)],
            [link(t, Place.HISTORY)],
            [back(t)],
        ],
        picture=Picture(card, "profile.png", alt),
    )


def profile_card(name: str, glance: Glance, t: Translator) -> ProfileCard:
    """The same as a picture, worded and not yet drawn."""
    profile = glance.profile
    figures = [
        Figure(number(profile.balance), t("profile.card.balance")),
        Figure(number(profile.streak), t("profile.card.streak", count=profile.streak)),
        Figure(f"{profile.unlocked} / {profile.achievements}", t("profile.card.achievements")),
    ]
    if glance.rank is not None:
        figures.append(
            Figure(t("profile.card.place", rank=number(glance.rank)), t("profile.card.rank"))
        )
    else:
        figures.append(Figure(number(profile.best_streak), t("profile.card.best")))
    next_xp = profile.next_level_xp
    return ProfileCard(
        name=name,
        nameless=t("board.nameless"),
        level=t("profile.card.level", level=profile.level),
        progress=t("profile.top.short")
        if next_xp is None
        else t("profile.card.progress", xp=number(profile.xp), next_xp=number(next_xp)),
        share=1.0
        if next_xp is None
        else (profile.xp - profile.level_floor_xp) / profile.level_span,
        figures=tuple(figures),
        goals_title=t("profile.card.goals"),
        goals=tuple(_goals(glance, t)),
        unlocks_title=t("profile.card.unlocks"),
        unlocks=tuple(_unlocks(glance, t)),
    )


def _goals(glance: Glance, t: Translator) -> list[str]:
    """The nearest goals in words, not escaped; at the top there is still something to say."""
    lines = [line for goal in glance.goals if (line := _goal(goal, t))]
    return lines or [t("profile.top.short")]


def _goal(goal: Goal, t: Translator) -> str | None:
    params: dict[str, object] = dict(goal.params)
    if goal.kind == "achievement":
        key = f"achievement.{goal.params['code']}.name"
        if not t.has(key):
            return None
        params["name"] = t(key)
    return t(f"goal.{goal.kind}", count=goal.missing, missing=number(goal.missing), **params)


def _unlocks(glance: Glance, t: Translator) -> list[str]:
    keys = [f"achievement.{unlock.code}.name" for unlock in glance.profile.recent_unlocks]
    return [t(key) for key in dict.fromkeys(keys) if t.has(key)]


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


def achievements(views: Sequence[AchievementView], t: Translator) -> Screen:
    """The cabinet: what is in it, and how far the rest is."""
    lines = [_achievement(view, t) for view in views]
    unlocked = sum(view.unlocked_at is not None for view in views)
    text = t("achievements.text", unlocked=unlocked, total=len(views), lines="\n\n".join(lines))
    return Screen("achievements", text, rows=[[back(t, Place.PROFILE)]])


def _achievement(view: AchievementView, t: Translator) -> str:
    words = {
        "name": t(f"achievement.{view.code}.name"),
        "description": t(f"achievement.{view.code}.description"),
    }
    if view.unlocked_at is not None:
        return t("achievements.done", **words)
    if view.goal == 1:  # a bar of one step tells nothing
        return t("achievements.waiting", **words)
    return t(
        "achievements.open",
        bar=bar(view.steps, view.goal),
        steps=min(view.steps, view.goal),
        goal=view.goal,
        **words,
    )


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
