"""How a player's things look."""

from __future__ import annotations

from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Screen
from bot.ui.text import bar, escape, number
from domains.gamification.service import Profile


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
