"""How a player's things look."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Screen
from bot.ui.text import bar, escape, number
from domains.gamification.service import AchievementView, Profile


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
