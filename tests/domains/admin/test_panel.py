"""Cards, search, the audit's pages, and numbers that agree with what happened."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from domains.admin.model import Numbers
from domains.admin.tables import active, daily
from domains.core import (
    BaseEvent,
    Kernel,
    PointsAdjustedEvent,
    PointsAwardedEvent,
    PointsDeductedEvent,
    StoryChapterCompletedEvent,
    StoryDecisionMadeEvent,
    UserActivityDetectedEvent,
    UserRegisteredEvent,
)
from domains.core.clock import VirtualClock
from domains.core.database import metadata
from domains.core.testing import BusHarness, Record
from tests.domains.admin.conftest import ADMIN, CODE, MODERATOR, OWNER, House

TODAY = date(2026, 3, 2)


async def test_a_card_shows_the_person_their_wallet_and_the_last_lines(house: House) -> None:
    for number in range(7):
        await house.admin.grants.grant_besitos(ADMIN, 7, 1 + number, CODE, "why", f"u{number}")
    await house.admin.grants.grant_besitos(ADMIN, 4, 1, CODE, "why", "other")
    card = await house.admin.admin.user_card(ADMIN, 7)
    assert (card.person.display_name, card.wallet.balance) == ("Name 7", 70)
    assert len(card.audit) == 5
    assert {line.target_user_id for line in card.audit} == {7}
    assert (await house.admin.admin.user_card(MODERATOR, 7)).audit == ()
    page = await house.admin.admin.search(MODERATOR, "@user7")
    assert [person.id for person in page.people] == [7]


async def test_the_audit_is_read_page_by_page(house: House, clock: VirtualClock) -> None:
    ids = []
    for number in range(11):
        clock.advance(1)
        grant = await house.admin.grants.grant_besitos(OWNER, 7, 1, CODE, "why", f"u{number}")
        ids.append(grant.adjustment_id)
    seen, after = [], None
    while True:
        page = await house.admin.admin.audit_log(OWNER, after, limit=4)
        seen += [line.id for line in page.lines]
        if (after := page.next_after) is None:
            break
    assert seen == ids[::-1]


async def test_where_nothing_was_counted_there_is_no_number(kernel: Kernel, house: House) -> None:
    statistics = await house.admin.admin.statistics(ADMIN, days=3)
    assert [day.day for day in statistics.days] == [TODAY - timedelta(n) for n in (2, 1, 0)]
    assert [day.numbers for day in statistics.days[:2]] == [None, None]
    assert statistics.today == statistics.week == Numbers(registrations=6, active=6)
    async with kernel.uow() as tx:
        await tx.execute(sa.delete(daily))
    statistics = await house.admin.admin.statistics(ADMIN)
    assert (statistics.since, statistics.today, statistics.week) == (None, None, None)


def happenings(seed: int, count: int) -> Iterator[BaseEvent]:
    """Random events of the last twenty days."""
    chance = random.Random(seed)
    for _ in range(count):
        user_id = chance.randint(10, 30)
        at = datetime(2026, 3, 2, 12, tzinfo=UTC) - timedelta(hours=chance.uniform(0, 480))
        amount = chance.randint(1, 40)
        code = chance.choice(["story.decision", "streak", "admin.adjustment"])
        yield chance.choice(
            [
                UserRegisteredEvent(user_id=user_id, timestamp=at),
                UserActivityDetectedEvent(user_id=user_id, activity="update", timestamp=at),
                StoryDecisionMadeEvent(
                    user_id=user_id, chapter_id="one", decision_id="door", timestamp=at
                ),
                StoryChapterCompletedEvent(
                    user_id=user_id,
                    chapter_id="one",
                    first_time=chance.random() < 0.5,
                    timestamp=at,
                ),
                PointsAwardedEvent(
                    user_id=user_id, points_amount=amount, action_type=code, timestamp=at
                ),
                PointsDeductedEvent(
                    user_id=user_id, points_amount=amount, action_type=code, timestamp=at
                ),
                PointsAdjustedEvent(
                    user_id=user_id,
                    adjustment_id=UUID(int=amount),
                    amount=chance.choice([amount, -amount]),
                    admin_user_id=1,
                    balance=amount,
                    timestamp=at,
                ),
            ]
        )


def recount(events: list[BaseEvent], first: date, last: date) -> Numbers:
    """The numbers of a span, the slow and obvious way."""
    chosen = [event for event in events if first <= event.timestamp.date() <= last]

    def of(kind: type[BaseEvent]) -> list[BaseEvent]:
        return [event for event in chosen if isinstance(event, kind)]

    def besitos(kind: type[BaseEvent]) -> int:
        return sum(
            event.payload["points_amount"]
            for event in of(kind)
            if not event.payload["action_type"].startswith("admin")
        )

    moved = [event.payload["amount"] for event in of(PointsAdjustedEvent)]
    return Numbers(
        registrations=len(of(UserRegisteredEvent)),
        active=len({event.key for event in of(UserActivityDetectedEvent)}),
        decisions=len(of(StoryDecisionMadeEvent)),
        chapters=sum(event.payload["first_time"] for event in of(StoryChapterCompletedEvent)),
        besitos_earned=besitos(PointsAwardedEvent),
        besitos_spent=besitos(PointsDeductedEvent),
        besitos_granted=sum(amount for amount in moved if amount > 0),
        besitos_taken=-sum(amount for amount in moved if amount < 0),
    )


async def test_statistics_equal_a_recount_and_a_replay_changes_nothing(
    kit: BusHarness, house: House, record: Record
) -> None:
    async with kit.kernel.uow() as tx:
        for event in happenings(seed=5, count=400):
            tx.publish(event)
    for number, amount in enumerate((50, 7, -20)):
        await house.admin.grants.grant_besitos(OWNER, 7, amount, CODE, "why", f"u{number}")
    await kit.settle()
    counted = await house.admin.admin.statistics(ADMIN, days=14)

    before = [  # the house's people came before the record began
        event
        for user_id in (1, 2, 3, 4, 5, 7)
        for event in (
            UserRegisteredEvent(user_id=user_id, timestamp=kit.kernel.clock.now()),
            UserActivityDetectedEvent(
                user_id=user_id, activity="update", timestamp=kit.kernel.clock.now()
            ),
        )
    ]
    events = [*before, *record.events]
    for day in counted.days:
        assert day.numbers == recount(events, day.day, day.day)
    assert counted.today == recount(events, TODAY, TODAY)
    assert counted.week is not None
    assert counted.week == recount(events, TODAY - timedelta(days=6), TODAY)
    assert all(asdict(counted.week).values())

    again = list(record.events)
    random.Random(1).shuffle(again)
    kit.redeliver(again)
    await kit.settle()
    assert await house.admin.admin.statistics(ADMIN, days=14) == counted
    assert record.failures == []


async def test_a_late_evening_and_the_night_after_are_two_days(
    kit: BusHarness, house: House
) -> None:
    async with kit.kernel.uow() as tx:
        for moment in ("2026-02-27T23:30+00:00", "2026-02-28T00:30+00:00"):
            at = datetime.fromisoformat(moment)
            tx.publish(UserActivityDetectedEvent(user_id=7, activity="update", timestamp=at))
    await kit.settle()
    days = (await house.admin.admin.statistics(ADMIN, days=4)).days
    assert [day.numbers.active for day in days if day.numbers] == [1, 1, 0, 6]


async def test_the_forgotten_leave_no_name_but_their_days_still_count(
    kit: BusHarness, house: House
) -> None:
    await house.admin.grants.grant_besitos(ADMIN, 7, 50, CODE, "why", "u1")
    await kit.settle()
    export = await house.admin.admin.export(7)
    assert [row["action"] for row in export["admin_audit"]] == ["points.grant"]
    assert export["admin_active"] == [{"day": TODAY.isoformat()}]
    assert "2" not in json.dumps(export["admin_audit"][0]["details"])
    assert (await house.admin.admin.export(2))["admin_allowance"][0]["used"] == 50
    counted = await house.admin.admin.statistics(ADMIN)

    for user_id in (7, 7, 2):
        await house.admin.admin.erase(user_id)
    assert not any((await house.admin.admin.export(7)).values())
    async with kit.kernel.uow.reading() as tx:
        assert await tx.scalar(sa.select(sa.func.count()).select_from(active)) == 6
        for table in metadata.sorted_tables:
            if table.name.startswith("admin_") and "user_id" in table.c:
                found = sa.select(table).where(table.c.user_id.in_([2, 7]))
                assert (await tx.execute(found)).all() == []
    (line,) = (await house.admin.admin.audit_log(OWNER)).lines
    assert (line.actor_id, line.target_user_id, line.reason) == (None, None, "why")
    assert await house.admin.admin.statistics(OWNER) == counted
