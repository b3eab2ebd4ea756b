"""Text in Telegram HTML: escaping what people wrote, bars, numbers."""

from __future__ import annotations

from html import escape as _escape

BAR_CELLS = 10


def escape(value: str) -> str:
    """Somebody's own words, safe inside Telegram HTML."""
    return _escape(value, quote=False)


def bar(part: int, whole: int) -> str:
    """A progress bar of ten cells; readable by colour-blind eyes and screen readers alike."""
    filled = 0 if whole <= 0 else min(BAR_CELLS, part * BAR_CELLS // whole)
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def number(value: int) -> str:
    """An integer with thin spaces between thousands, right in English and in Spanish."""
    return f"{value:,}".replace(",", "\u202f").replace("-", "\N{MINUS SIGN}")


def signed(value: int) -> str:
    """A change: +50, or -50 with a true minus sign."""
    return number(value) if value < 0 else f"+{number(value)}"
