"""How help and privacy look."""

from __future__ import annotations

from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Screen


def help_screen(t: Translator) -> Screen:
    """Lucien explains, in five lines."""
    return Screen(
        "help",
        t("help.text"),
        rows=[
            [link(t, Place.STORY, style="primary")],
            [link(t, Place.PROFILE), link(t, Place.PRIVACY)],
            [back(t)],
        ],
    )


def privacy_screen(t: Translator) -> Screen:
    """What is kept, for what, and how to have it removed."""
    return Screen("privacy", t("privacy.text"), rows=[[back(t)]])
