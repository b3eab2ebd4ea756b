"""How a player's things look."""

from __future__ import annotations

from bot.goals import Glance, Goal
from bot.i18n import Translator
from bot.ui.cards import Figure, ProfileCard
from bot.ui.items import item_name
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Picture, Screen
from bot.ui.text import bar, escape, number


def profile(name: str, glance: Glance, t: Translator, card: bytes) -> Screen:
    """One living screen of everything a player has."""
    profile = glance.profile
    text = t(
        "profile.text",
        name=_with_title(escape(name), glance, t),
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
        title=_title(glance, t),
        frame=glance.worn.get("frame", ""),
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


def _with_title(name: str, glance: Glance, t: Translator) -> str:
    title = _title(glance, t)
    return t("profile.titled", name=name, title=title) if title else name


def _title(glance: Glance, t: Translator) -> str:
    key = f"worn.{glance.worn.get('title')}"
    return t(key) if t.has(key) else ""


def _goals(glance: Glance, t: Translator) -> list[str]:
    """The nearest goals in words, not escaped; at the top there is still something to say."""
    lines = [line for goal in glance.goals if (line := _goal(goal, t))]
    return lines or [t("profile.top.short")]


def _goal(goal: Goal, t: Translator) -> str | None:
    params: dict[str, object] = dict(goal.params)
    if goal.kind == "item":
        params["name"] = item_name(t, str(goal.params["code"]))
    if goal.kind == "achievement":
        key = f"achievement.{goal.params['code']}.name"
        if not t.has(key):
            return None
        params["name"] = t(key)
    return t(f"goal.{goal.kind}", count=goal.missing, missing=number(goal.missing), **params)


def _unlocks(glance: Glance, t: Translator) -> list[str]:
    keys = [f"achievement.{unlock.code}.name" for unlock in glance.profile.recent_unlocks]
    return [t(key) for key in dict.fromkeys(keys) if t.has(key)]
