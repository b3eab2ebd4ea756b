"""Instants as an operator writes them: `2026-03-02T12:00`, or `2h` for two hours ago."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import typer

from domains.core.clock import SystemClock

_AGO = re.compile(r"([0-9]{1,6})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def instant(written: str) -> datetime:
    """ISO 8601, UTC unless it says otherwise, or an age such as `30m`, `2h`, `7d`."""
    if ago := _AGO.fullmatch(written.strip()):
        number, unit = ago.groups()
        return SystemClock().now() - timedelta(**{_UNITS[unit]: int(number)})
    try:
        parsed = datetime.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(
            f"{written!r} is neither an instant (2026-03-02T12:00) nor an age (30m, 2h, 7d)"
        ) from None
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)


def age(seconds: float | None) -> str:
    """A duration in the two largest units that matter."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 1:
        return f"{seconds * 1_000:.0f} ms"
    days, rest = divmod(whole, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, left = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "m"), (left, "s")]
    shown = [f"{number} {unit}" for number, unit in parts if number][:2]
    return " ".join(shown)
