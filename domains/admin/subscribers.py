"""The counters: every number a custodian sees comes from an event that happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from domains.admin.model import ADMIN_SOURCE, Metric
from domains.admin.repository import Counts, People
from domains.core import Subscription, Transaction, effect
from domains.core.days import utc_day
from domains.core.events import (
    PointsAdjustedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    StoryChapterCompletedEvent,
    StoryDecisionMadeEvent,
    UserActivityDetectedEvent,
    UserRegisteredEvent,
)


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts events on the UTC day on which they happened."""

    counts: Counts = field(default_factory=Counts)
    people: People = field(default_factory=People)

    async def count_on_registered(self, event: UserRegisteredEvent, tx: Transaction) -> None:
        """A new person."""
        await self.counts.add(tx, utc_day(event.timestamp), Metric.REGISTRATIONS)

    async def count_on_activity(self, event: UserActivityDetectedEvent, tx: Transaction) -> None:
        """A person was here; each counts once a day."""
        day = utc_day(event.timestamp)
        subjects = await self.people.subjects(tx, [event.user_id])
        if await self.counts.was_active(tx, day, subjects[event.user_id]):
            await self.counts.add(tx, day, Metric.ACTIVE)

    async def count_on_decision(self, event: StoryDecisionMadeEvent, tx: Transaction) -> None:
        """A decision, also of a replay."""
        await self.counts.add(tx, utc_day(event.timestamp), Metric.DECISIONS)

    async def count_on_chapter(self, event: StoryChapterCompletedEvent, tx: Transaction) -> None:
        """A chapter's first end; replays are not progress."""
        if event.first_time:
            await self.counts.add(tx, utc_day(event.timestamp), Metric.CHAPTERS)

    async def count_on_award(self, event: PointsAwardedEvent, tx: Transaction) -> None:
        """Besitos won by playing; what custodians gave is counted as granted."""
        if not event.action_type.startswith(ADMIN_SOURCE):
            await self.counts.add(tx, utc_day(event.timestamp), Metric.EARNED, event.points_amount)

    async def count_on_deduction(self, event: PointsDeductedEvent, tx: Transaction) -> None:
        """Besitos spent by playing; what custodians took is counted as taken."""
        if not event.action_type.startswith(ADMIN_SOURCE):
            await self.counts.add(tx, utc_day(event.timestamp), Metric.SPENT, event.points_amount)

    async def count_on_adjustment(self, event: PointsAdjustedEvent, tx: Transaction) -> None:
        """Besitos that a custodian really moved."""
        metric = Metric.GRANTED if event.amount > 0 else Metric.TAKEN
        await self.counts.add(tx, utc_day(event.timestamp), metric, abs(event.amount))


def subscriptions() -> tuple[Subscription, ...]:
    """Everything the admin module hears."""
    counting = Counting()
    return (
        effect("admin.count_on_registered", UserRegisteredEvent, counting.count_on_registered),
        effect("admin.count_on_activity", UserActivityDetectedEvent, counting.count_on_activity),
        effect("admin.count_on_decision", StoryDecisionMadeEvent, counting.count_on_decision),
        effect("admin.count_on_chapter", StoryChapterCompletedEvent, counting.count_on_chapter),
        effect("admin.count_on_award", PointsAwardedEvent, counting.count_on_award),
        effect("admin.count_on_deduction", PointsDeductedEvent, counting.count_on_deduction),
        effect(
            "admin.count_on_adjustment",
            PointsAdjustedEvent,
            counting.count_on_adjustment,
        ),
    )
