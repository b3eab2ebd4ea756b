"""A screen: everything one living message shows. A value; knows no chat and no bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

Style = Literal["primary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: it leads to a callback or to a link."""

    text: str
    action: CallbackData | None = None
    url: str | None = None
    style: Style | None = None

    def to_telegram(self) -> InlineKeyboardButton:
        """Raises ValueError when the packed callback exceeds Telegram's 64 bytes."""
        return InlineKeyboardButton(
            text=self.text,
            callback_data=self.action.pack() if self.action is not None else None,
            url=self.url,
            style=self.style,
        )


Row = Sequence[Button]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG to show above the text."""

    data: bytes = field(repr=False)
    filename: str
    alt: str
    """What the picture shows, in words, for those who cannot see it."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Text in Telegram HTML, rows of buttons, perhaps a picture.

    `name` says which screen this is (`profile`, `story` …), so that an open one can be
    refreshed when its facts change. `version` tells two states of it apart, where that
    matters: one that is on the screen already is not painted over.
    """

    name: str
    text: str
    rows: Sequence[Row] = ()
    picture: Picture | None = None
    version: str = ""

    @property
    def mark(self) -> str:
        """Name and version, as a living screen is remembered."""
        return f"{self.name}/{self.version}" if self.version else self.name

    @property
    def is_styled(self) -> bool:
        """Has any button a colour?"""
        return any(button.style is not None for row in self.rows for button in row)

    def unstyled(self) -> Screen:
        """The same screen without colours, for Bot API servers that do not know them."""
        rows = [[replace(button, style=None) for button in row] for row in self.rows]
        return replace(self, rows=rows)

    def markup(self) -> InlineKeyboardMarkup | None:
        """The keyboard, or None when there are no buttons."""
        if not self.rows:
            return None
        return InlineKeyboardMarkup(
            inline_keyboard=[[button.to_telegram() for button in row] for row in self.rows]
        )
