"""Calendar days. Limits and reports use UTC days, habits use the person's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_STARTS_AT = timedelta(hours=3)
"""A person's day begins at this hour of their wall clock: a late evening is still today."""


@lru_cache(maxsize=1_024)
def zone(name: str) -> ZoneInfo:
    """The IANA zone; UTC for a name this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def local_time(instant: datetime, timezone: str) -> datetime:
    """The instant on the wall clock of `timezone`."""
    return instant.astimezone(zone(timezone))


def local_day(instant: datetime, timezone: str) -> date:
    """The person's day: it begins at `DAY_STARTS_AT` of their wall clock."""
    # Subtracting from a local time moves the wall clock, so days of 23 or 25 hours are right.
    return (local_time(instant, timezone) - DAY_STARTS_AT).date()


def utc_day(instant: datetime) -> date:
    """The UTC date."""
    return instant.astimezone(UTC).date()
