"""How the settings look."""

from __future__ import annotations

from bot.features.settings.callbacks import ChooseLanguage, ChooseZone
from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Screen
from domains.core import DomainError
from domains.user.model import UserContext

LANGUAGES = {"en": "English", "es": "Español"}
"""Each language by its own name: whoever is lost in the wrong one finds the way out."""

ZONES = (
    "UTC",
    "Europe/Madrid",
    "Europe/London",
    "Atlantic/Canary",
    "America/Mexico_City",
    "America/Bogota",
    "America/Lima",
    "America/Caracas",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/Berlin",
    "Asia/Manila",
)
"""Offered by button. Never reorder: old buttons carry the index; append instead."""


class NoSuchZoneError(DomainError):
    """A forged index."""

    code = "settings.no_such_zone"


def offered_zone(index: int) -> str:
    """The zone behind a button. Raises NoSuchZoneError."""
    if not 0 <= index < len(ZONES):
        raise NoSuchZoneError
    return ZONES[index]


def settings_screen(user: UserContext, t: Translator) -> Screen:
    """Language and zone, with what is chosen marked."""
    languages = [
        Button(
            f"● {name}" if code == t.language else name,
            ChooseLanguage(code=code),
        )
        for code, name in LANGUAGES.items()
    ]
    zone = Button(t("settings.zone", zone=zone_name(user.timezone, t)), ChooseZone(index=-1))
    rows = [languages, [zone], [link(t, Place.NOTIFICATIONS)], [back(t)]]
    return Screen("settings", t("settings.text"), rows=rows)


def zones_screen(user: UserContext, t: Translator) -> Screen:
    """Zones by city, two a row."""
    buttons = [
        Button(
            f"● {zone_name(zone, t)}" if zone == user.timezone else zone_name(zone, t),
            ChooseZone(index=i),
        )
        for i, zone in enumerate(ZONES)
    ]
    rows = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    return Screen("zones", t("settings.zones"), rows=[*rows, [back(t, Place.SETTINGS)]])


def zone_name(zone: str, t: Translator) -> str:
    """The zone's city as the language calls it; the IANA name's city for one not offered."""
    key = f"zone.{zone}"
    return t(key) if t.has(key) else zone.rpartition("/")[2].replace("_", " ")
