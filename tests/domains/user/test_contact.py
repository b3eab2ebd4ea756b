"""First contact, later contacts, and what a name may do to us."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from domains.core import (
    Kernel,
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
)
from domains.core.clock import VirtualClock
from domains.core.testing import Record
from domains.user import module
from domains.user.model import Person, TelegramIdentity
from domains.user.module import UserModule
from domains.user.tables import account

ANA = TelegramIdentity(7, "Ana_R", "Ana", "Ruiz", "es-MX")
MINUTE = 60


async def rows(kernel: Kernel) -> int:
    async with kernel.uow.reading() as tx:
        return int(await tx.scalar(sa.select(sa.func.count()).select_from(account)))


async def test_fifty_first_contacts_at_once_are_one_registration(
    kernel: Kernel, user: UserModule, record: Record
) -> None:
    contexts = await asyncio.gather(*(user.users.touch(ANA) for _ in range(50)))
    assert await rows(kernel) == 1
    assert record.types() == ["user.registered", "user.activity.detected"]
    assert [context.is_new for context in contexts].count(True) == 1
    assert {context.registered_at for context in contexts} == {kernel.clock.now()}


async def test_two_processes_register_somebody_once(
    kernel: Kernel, user: UserModule, record: Record
) -> None:
    other = module.build(kernel)
    contexts = await asyncio.gather(
        *(side.users.touch(ANA) for _ in range(10) for side in (user, other))
    )
    assert [context.is_new for context in contexts].count(True) == 1
    assert record.types().count("user.registered") == 1


async def test_the_client_s_language_counts_until_somebody_chooses(user: UserModule) -> None:
    context = await user.users.touch(ANA)
    assert context.language == "es"
    await user.users.set_language(7, "en")
    context = await user.users.touch(ANA)
    assert context.language == "en"
    assert (await user.users.touch(TelegramIdentity(8, language_code="de"))).language == "en"


async def test_an_unchanged_contact_writes_and_publishes_nothing(
    user: UserModule, record: Record, clock: VirtualClock
) -> None:
    await user.users.touch(ANA)
    record.take()
    for _ in range(14):
        clock.advance(MINUTE)
        await user.users.touch(ANA)
    assert record.take() == []
    clock.advance(MINUTE)
    await asyncio.gather(*(user.users.touch(ANA) for _ in range(20)))
    assert record.take() == ["user.activity.detected"]


@pytest.mark.parametrize(
    ("zone", "before", "after", "is_activity"),
    [
        ("UTC", "2026-03-02T23:55", "2026-03-03T00:05", True),  # the UTC day
        ("UTC", "2026-03-03T02:55", "2026-03-03T03:05", True),  # the person's day, from 03:00
        ("UTC", "2026-03-03T01:55", "2026-03-03T02:05", False),
        ("America/Mexico_City", "2026-03-03T08:55", "2026-03-03T09:05", True),
        ("America/Mexico_City", "2026-03-03T02:55", "2026-03-03T03:05", False),
    ],
)
async def test_a_new_day_is_activity_however_soon_it_comes(
    user: UserModule,
    record: Record,
    clock: VirtualClock,
    zone: str,
    before: str,
    after: str,
    is_activity: bool,
) -> None:
    await user.users.touch(ANA)
    await user.users.set_timezone(7, zone)
    for moment in (before, after):
        record.take()
        instant = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        clock.advance((instant - clock.now()).total_seconds())
        await user.users.touch(ANA)
    told = [type_ for type_ in record.types() if type_.startswith("user.")]  # an hour passes too
    assert told == ["user.activity.detected"] * is_activity
    assert [event.timezone for event in record.of(UserActivityDetectedEvent)] == [
        zone
    ] * is_activity


async def test_a_new_name_is_kept_and_told(user: UserModule, record: Record) -> None:
    await user.users.touch(ANA)
    record.take()
    await user.users.touch(TelegramIdentity(7, None, "Anita", "Ruiz", "es-MX"))
    (event,) = record.events
    assert isinstance(event, UserProfileUpdatedEvent)
    assert event.updated_fields == ("first_name", "username")
    assert (event.first_name, event.username) == ("Anita", None)
    assert (await user.users.find("@ana")).people == ()
    assert [person.id for person in (await user.users.find("anita r")).people] == [7]


async def test_another_process_s_change_is_seen_within_seconds(
    kernel: Kernel, user: UserModule, clock: VirtualClock
) -> None:
    elsewhere = module.build(kernel)
    await user.users.touch(ANA)
    await elsewhere.standing.set_role(7, "moderator")
    clock.advance(6)
    assert (await user.users.touch(ANA)).role == "moderator"


async def test_a_change_by_another_service_is_seen_at_once(user: UserModule) -> None:
    await user.users.touch(ANA)
    await user.standing.set_role(7, "moderator")
    await user.standing.set_plan(7, "vip")
    context = await user.users.touch(ANA)
    assert (context.role, context.plan) == ("moderator", "vip")


async def test_whoever_writes_again_is_reachable(user: UserModule, record: Record) -> None:
    await user.users.touch(ANA)
    await user.users.mark_unreachable(7)
    await user.users.mark_unreachable(7)
    assert not _of(await user.users.get(7)).is_reachable
    await user.users.touch(ANA)
    assert _of(await user.users.get(7)).is_reachable
    assert record.types().count("user.profile.updated") == 2
    await user.users.mark_unreachable(404)


@pytest.mark.parametrize(
    ("first", "last", "username", "shown"),
    [
        ("", None, None, "#0007"),
        ("", None, "ana", "@ana"),
        ("\u200b\u200d\u2060", None, None, "#0007"),
        ("\u3164", None, None, "#0007"),
        ("\u0301\u0301\u0301", None, None, "#0007"),
        ("\u202egnaY", "\u2066Li", None, "gnaY Li"),
        ("a\x00b\x07\nc", None, None, "ab c"),
        ("<b>&amp;</b>", None, None, "<b>&amp;</b>"),
        ("x" * 500, None, None, "x" * 64),
        ("A" + "\u0301" * 50, None, None, "\u00c1" + "\u0301" * 4),
        ("\U0001f469\u200d\U0001f467", None, None, "\U0001f469\u200d\U0001f467"),
        ("\ud800Li", None, "not a handle!", "Li"),
        ("محمد", "علي", None, "محمد علي"),
    ],
)
async def test_hostile_names_are_kept_harmless_and_never_empty(
    user: UserModule, first: str, last: str | None, username: str | None, shown: str
) -> None:
    identity = TelegramIdentity(7, username, first, last, "e\u202en")
    await user.users.touch(identity)
    person = _of(await user.users.get(7))
    assert person.display_name == shown
    assert person.language_code is None
    assert (await user.users.touch(identity)).first_name


def _of(value: Person | None) -> Person:
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("said", "kept"),
    [("r_Ab-9_", "r_Ab-9_"), (None, None), ("", None), ("x" * 65, None), ("<b>", None)],
)
async def test_the_link_by_which_somebody_came_is_told_with_their_first_contact_alone(
    user: UserModule, record: Record, said: str | None, kept: str | None
) -> None:
    await user.users.touch(ANA, payload=said)
    await user.users.touch(ANA, payload="r_later")
    assert record.one(UserRegisteredEvent).start_payload == kept
