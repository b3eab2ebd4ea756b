"""How the door and the hall look."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Translator
from bot.ui.navigation import Place, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import bar, escape, number
from domains.diana.model import Action, Greeting, Kind
from domains.gamification.service import Profile
from domains.user.model import UserContext

_STORY_BUTTON = {
    Kind.BEGIN_STORY: "button.begin",
    Kind.CONTINUE_STORY: "button.continue",
}


def first_meeting(user: UserContext, t: Translator) -> Screen:
    """Nobody has been here before: two voices and one door."""
    return Screen(
        "home",
        t("home.first", name=escape(user.first_name)),
        rows=[
            [_story_button(t, "button.begin")],
            [link(t, Place.HELP), link(t, Place.SETTINGS)],
        ],
    )


def menu(
    greeting: Greeting, action: Action, profile: Profile, t: Translator, *, is_staff: bool
) -> Screen:
    """The hall: what Diana says, how one stands, what Lucien advises."""
    text = t(
        "home.menu",
        greeting=t(greeting.text_key, **_escaped(greeting.params)),
        level=profile.level,
        bar=bar(profile.xp - profile.level_floor_xp, profile.level_span),
        balance=number(profile.balance),
        streak=t("days.count", count=profile.streak),
        advice=t(action.text_key),
    )
    first = _story_button(t, _STORY_BUTTON.get(action.kind, "place.story"))
    second = link(t, Place.ACHIEVEMENTS)
    if action.kind is Kind.SEE_ACHIEVEMENTS:  # what Lucien points at comes first
        first = link(t, Place.ACHIEVEMENTS, style="primary")
        second = link(t, Place.STORY)
    rows: list[Row] = [
        [first],
        [link(t, Place.PROFILE), link(t, Place.STREAK), link(t, Place.LEADERBOARD)],
        [link(t, Place.MISSIONS), link(t, Place.GIFT)],
        [link(t, Place.SHOP), link(t, Place.INVENTORY)],
        [link(t, Place.CLUES), link(t, Place.AUCTIONS)],
        [link(t, Place.TRIVIA), link(t, Place.DICE), link(t, Place.DUEL)],
        [second, link(t, Place.SETTINGS)],
        [
            link(t, Place.INVITE),
            link(t, Place.HELP),
            *([link(t, Place.ADMIN)] if is_staff else []),
        ],
    ]
    return Screen("menu", text, rows=rows)


def _escaped(params: Mapping[str, str | int]) -> dict[str, object]:
    return {
        name: escape(value) if isinstance(value, str) else value for name, value in params.items()
    }


def _story_button(t: Translator, key: str) -> Button:
    door = link(t, Place.STORY, style="primary")
    return Button(t(key), door.action, style=door.style)
