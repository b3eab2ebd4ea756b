"""Buttons that lead from one screen to another."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.i18n import Translator
from bot.ui.screen import Button, Style


class Place(StrEnum):
    """Screens that any other screen may link to. The values travel in callbacks: keep short."""

    MENU = "m"
    STORY = "s"
    PROFILE = "p"
    STREAK = "k"
    ACHIEVEMENTS = "a"
    HISTORY = "y"
    LEADERBOARD = "b"
    SETTINGS = "t"
    NOTIFICATIONS = "o"
    HELP = "h"
    PRIVACY = "v"
    ADMIN = "x"
    SHOP = "sh"
    INVENTORY = "bg"
    CLUES = "cl"
    AUCTIONS = "au"
    MISSIONS = "i"
    GIFT = "g"
    TRIVIA = "q"
    DICE = "d"
    DUEL = "u"
    INVITE = "w"
    AUTHOR = "aw"
    PUBLISH = "wp"
    VERSIONS = "wv"
    RELEASES = "wr"
    SHELF = "bk"
    PAGE = "pg"
    READERS = "wf"
    BOOKS = "bo"
    ALIAS = "al"
    PENDING = "pd"
    HONOURS = "hn"
    MENDING = "me"
    NAMING = "na"


class GoTo(CallbackData, prefix="n"):
    """Opens a place, in the message that was pressed."""

    to: Place


class GoToPerson(CallbackData, prefix="np"):
    """Opens a custodian's place that is about a person."""

    to: Place
    person: int


def link(t: Translator, place: Place, *, style: Style | None = None) -> Button:
    """A button with the place's name."""
    return Button(t(f"place.{place.name.lower()}"), GoTo(to=place), style=style)


def back(t: Translator, place: Place = Place.MENU) -> Button:
    """A button that leads back."""
    return Button(t("button.back"), GoTo(to=place))


def cancel(t: Translator, place: Place, person: int) -> Button:
    """A button that leaves a dialog about a person."""
    return Button(t("button.cancel"), GoToPerson(to=place, person=person))
