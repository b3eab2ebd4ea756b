"""Which missions a set is made of: a pure rule of what somebody can do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domains.gamification.content.missions import DAILY, MISSIONS
from domains.gamification.missions.model import (
    Cadence,
    Needs,
    Standing,
    can_do,
    pick,
)
from tests.domains.gamification.mission_templates import template


def test_a_set_has_one_of_a_family_and_follows_from_its_cause() -> None:
    possible = [t for t in DAILY if not t.needs.unread_chapter]
    sets = [pick(b"salt", possible, 3, (), user) for user in range(200)]
    assert all(len({t.family for t in chosen}) == 3 for chosen in sets)
    assert sets == [pick(b"salt", possible[::-1], 3, (), user) for user in range(200)]
    assert sets != [pick(b"pepper", possible, 3, (), user) for user in range(200)]
    assert len({tuple(t.code for t in chosen) for chosen in sets}) > 20


def test_nobody_is_given_what_they_cannot_do() -> None:
    needs = Needs(level=5, plans=("vip",), read_chapter=True)
    hard = template().model_copy(update={"needs": needs})
    now = datetime(2026, 3, 2, tzinfo=UTC)
    able = Standing(5, "vip", has_unread=False, has_read=True)
    assert can_do(hard, able, now)
    for standing in (
        Standing(4, "vip", has_unread=True, has_read=True),
        Standing(5, "free", has_unread=True, has_read=True),
        Standing(5, "vip", has_unread=True, has_read=False),
    ):
        assert not can_do(hard, standing, now)
    night = template().model_copy(update={"starts_at": now, "ends_at": now + timedelta(days=1)})
    assert [can_do(night, able, now + timedelta(days=d)) for d in (-1, 0, 1)] == [
        False,
        True,
        False,
    ]


def test_there_are_missions_enough_and_anybody_can_fill_a_set() -> None:
    assert len(MISSIONS) >= 16
    for cadence, count in ((Cadence.DAILY, 3), (Cadence.WEEKLY, 2)):
        nobody = Standing(1, "free", has_unread=False, has_read=False)
        now = datetime(2026, 3, 2, tzinfo=UTC)
        possible = [t for t in MISSIONS if t.cadence is cadence and can_do(t, nobody, now)]
        assert len(pick(b"salt", possible, count, (), 1)) == count
