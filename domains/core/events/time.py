"""Passages of time. Each is published once, by any number of instances, in order.

The key is the kind of period, so that no subscription sees a Tuesday before its Monday.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, AwareDatetime

from domains.core.events.base import BaseEvent
from domains.core.events.types import EventType


def _on_the_hour(instant: datetime) -> datetime:
    instant = instant.astimezone(UTC)
    if instant != instant.replace(minute=0, second=0, microsecond=0):
        raise ValueError("an hour starts at minute 0 UTC")
    return instant


def _at_midnight(instant: datetime) -> datetime:
    instant = instant.astimezone(UTC)
    if instant != instant.replace(hour=0, minute=0, second=0, microsecond=0):
        raise ValueError("a day starts at midnight UTC")
    return instant


def _on_monday(instant: datetime) -> datetime:
    if instant.weekday():
        raise ValueError("a week starts on a Monday")
    return instant


HourStart = Annotated[AwareDatetime, AfterValidator(_on_the_hour)]
DayStart = Annotated[AwareDatetime, AfterValidator(_at_midnight)]
WeekStart = Annotated[DayStart, AfterValidator(_on_monday)]


class HourPassedEvent(BaseEvent):
    """An hour of UTC is over."""

    event_type: ClassVar[str] = EventType.HOUR_PASSED
    source_service: ClassVar[str] = "time"
    key_field: ClassVar[str] = "period"

    period: Literal["hour"] = "hour"
    started_at: HourStart

    @property
    def ended_at(self) -> datetime:
        """The first instant after the hour, UTC."""
        return self.started_at + timedelta(hours=1)


class DayPassedEvent(BaseEvent):
    """A day of UTC is over. Habits count local days: an hour is what they listen to."""

    event_type: ClassVar[str] = EventType.DAY_PASSED
    source_service: ClassVar[str] = "time"
    key_field: ClassVar[str] = "period"

    period: Literal["day"] = "day"
    started_at: DayStart

    @property
    def ended_at(self) -> datetime:
        """The first instant after the day, UTC."""
        return self.started_at + timedelta(days=1)

    @property
    def day(self) -> date:
        """The day that is over."""
        return self.started_at.date()


class WeekPassedEvent(BaseEvent):
    """A week of UTC, Monday to Sunday, is over."""

    event_type: ClassVar[str] = EventType.WEEK_PASSED
    source_service: ClassVar[str] = "time"
    key_field: ClassVar[str] = "period"

    period: Literal["week"] = "week"
    started_at: WeekStart

    @property
    def ended_at(self) -> datetime:
        """The first instant after the week, UTC."""
        return self.started_at + timedelta(weeks=1)
