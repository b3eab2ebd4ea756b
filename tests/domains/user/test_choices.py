"""Language, time zone, roles, plans, search, and being forgotten."""

from __future__ import annotations

import asyncio
import json

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.core.testing import Record
from domains.core.text import is_visible, one_line
from domains.user import module
from domains.user.errors import (
    RoleForbiddenError,
    TimezoneTooSoonError,
    UnknownLanguageError,
    UnknownPlanError,
    UnknownRoleError,
    UnknownTimezoneError,
    UnknownUserError,
)
from domains.user.model import ROLES, TelegramIdentity, rank
from domains.user.module import UserModule
from domains.user.tables import account

DAY = 86_400


async def meet(user: UserModule, *ids: int) -> None:
    for user_id in ids:
        await user.users.touch(TelegramIdentity(user_id, f"user{user_id}", f"Name {user_id}"))


async def role_of(user: UserModule, user_id: int) -> str:
    person = await user.users.get(user_id)
    assert person is not None
    return person.role


async def test_a_language_we_do_not_speak_is_refused(user: UserModule, record: Record) -> None:
    await meet(user, 7)
    with pytest.raises(UnknownLanguageError):
        await user.users.set_language(7, "xx")
    record.take()
    await user.users.set_language(7, "es")
    await user.users.set_language(7, "es")
    assert record.types() == ["user.profile.updated"]
    with pytest.raises(UnknownUserError):
        await user.users.set_language(404, "es")


async def test_a_time_zone_is_chosen_at_most_once_a_week(
    user: UserModule, clock: VirtualClock
) -> None:
    await meet(user, 7)
    await user.users.set_timezone(7, "Europe/Madrid")
    clock.advance(7 * DAY - 1)
    await user.users.set_timezone(7, "Europe/Madrid")
    with pytest.raises(TimezoneTooSoonError) as refusal:
        await user.users.set_timezone(7, "Asia/Tokyo")
    clock.advance(1)
    assert refusal.value.params["retry_at"] == clock.now()
    await user.users.set_timezone(7, "Asia/Tokyo")
    context = await user.users.touch(TelegramIdentity(7))
    assert context.timezone == "Asia/Tokyo"


@pytest.mark.parametrize("name", ["", "Mars/Base", "../../etc/passwd", "Europe", "\x00", "CET+1"])
async def test_what_is_no_time_zone_is_refused(user: UserModule, name: str) -> None:
    await meet(user, 7)
    with pytest.raises(UnknownTimezoneError):
        await user.users.set_timezone(7, name)


async def test_owners_come_from_the_settings_alone(
    kernel: Kernel, user: UserModule, record: Record
) -> None:
    await meet(user, 1, 2)
    assert await role_of(user, 1) == "owner"
    assert record.types().count("user.role.changed") == 1
    with pytest.raises(RoleForbiddenError):
        await user.standing.set_role(2, "owner", by=1)
    with pytest.raises(RoleForbiddenError):
        await user.standing.set_role(1, "player")

    await module.build(kernel, owner_ids=[]).standing.ensure_owners()
    assert await role_of(user, 1) == "owner"
    heirs = module.build(kernel, owner_ids=[2, 3])
    await heirs.standing.ensure_owners()
    await heirs.standing.ensure_owners()
    assert [await role_of(heirs, user_id) for user_id in (1, 2)] == ["player", "owner"]
    assert record.types().count("user.role.changed") == 3


async def test_role_rules_hold_for_every_pair_of_roles(user: UserModule) -> None:
    """Whoever decides must outrank both what somebody is and what they become."""
    await meet(user, 1, 10, 20)
    standing = user.standing
    for decider in ROLES[:-1]:
        for present in ROLES[:-1]:
            for wanted in ROLES:
                await standing.set_role(10, decider)
                await standing.set_role(20, present)
                allowed = rank(decider) > max(rank(present), rank(wanted))
                if allowed:
                    await standing.set_role(20, wanted, by=10)
                else:
                    with pytest.raises(RoleForbiddenError):
                        await standing.set_role(20, wanted, by=10)
                assert await role_of(user, 20) == (wanted if allowed else present)
    await standing.set_role(20, "admin", by=1)
    with pytest.raises(RoleForbiddenError):
        await standing.set_role(1, "admin", by=1)
    with pytest.raises(UnknownRoleError):
        await standing.set_role(20, "emperor", by=1)
    with pytest.raises(UnknownUserError):
        await standing.set_role(404, "admin", by=1)
    with pytest.raises(UnknownUserError):
        await standing.set_role(20, "player", by=404)


async def test_a_contact_never_lowers_a_role_or_a_plan(user: UserModule) -> None:
    await meet(user, 7)
    await asyncio.gather(
        user.standing.set_role(7, "admin"),
        user.standing.set_plan(7, "premium"),
        *(user.users.touch(TelegramIdentity(7, None, f"Name {n}")) for n in range(10)),
    )
    person = await user.users.get(7)
    assert person is not None
    assert (person.role, person.plan) == ("admin", "premium")


async def test_a_plan_changes_once(user: UserModule, record: Record) -> None:
    await meet(user, 7)
    await user.standing.set_plan(7, "vip", payment_provider="stars")
    await user.standing.set_plan(7, "vip")
    assert record.types().count("user.subscription.changed") == 1
    with pytest.raises(UnknownPlanError):
        await user.standing.set_plan(7, "gold")


async def test_people_are_found_by_id_handle_and_name_page_by_page(user: UserModule) -> None:
    for user_id in range(100, 125):
        name = f"mar{chr(user_id % 3 + 97)}"
        await user.users.touch(TelegramIdentity(user_id, f"Mar_{user_id}", name.title()))
    await user.users.touch(TelegramIdentity(200, "other", "Zoë <b>", "\U0001f5a4"))
    found: list[int] = []
    after: int | None = None
    while True:
        page = await user.users.find("MAR", after, limit=4)
        found += [person.id for person in page.people]
        if (after := page.next_after) is None:
            break
    assert sorted(found) == list(range(100, 125))
    assert len(found) == 25
    for query in ("200", "@OTHER", "@oth", "zoë", "ZOË <b> \U0001f5a4"):
        assert [person.id for person in (await user.users.find(query)).people] == [200]
    for query in ("@", "", "   "):
        assert len((await user.users.find(query, limit=50)).people) == 26
    for query in ("%", "_", "'; drop", "9" * 30, "\x00zzz", "@@"):
        assert (await user.users.find(query)).people == ()


async def test_a_forgotten_person_leaves_nothing_and_may_come_back(
    kernel: Kernel, user: UserModule, record: Record
) -> None:
    await meet(user, 7)
    export = await user.users.export(7)
    assert json.loads(json.dumps(export))["user_account"][0]["first_name"] == "Name 7"
    await user.users.erase(7)
    await user.users.erase(7)
    async with kernel.uow.reading() as tx:
        assert (await tx.execute(sa.select(account))).all() == []
    assert await user.users.export(7) == {"user_account": []}
    assert (await user.users.touch(TelegramIdentity(7, "user7", "Name 7"))).is_new
    assert record.types().count("user.registered") == 2


@given(st.text(st.characters(), max_size=200))
def test_one_line_is_stable_and_storable(text: str) -> None:
    line = one_line(text, 64)
    assert one_line(line, 64) == line
    assert len(line) <= 64
    line.encode()
    assert not {"\n", "\x00", "\u202e"} & set(line)
    assert not (is_visible(line) and line.isspace())
