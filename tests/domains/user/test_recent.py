"""The memory of the last moments never outlives a change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domains.user.model import RECENT_SECONDS, Person, Recent, TelegramIdentity

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def person(user_id: int) -> Person:
    return Person(
        id=user_id,
        username=None,
        first_name="Ana",
        last_name=None,
        language_code=None,
        is_premium=False,
        language=None,
        timezone=None,
        timezone_changed_at=None,
        role="player",
        plan="free",
        is_reachable=True,
        registered_at=NOW,
        last_seen_at=NOW,
    )


def test_what_was_read_before_a_change_is_not_remembered_after_it() -> None:
    recent, ana = Recent(), TelegramIdentity(7)
    version = recent.version
    recent.forget(7)  # somebody committed a change while the row was on its way
    recent.put(ana, person(7), NOW, version)
    assert recent.get(ana, NOW) is None
    recent.put(ana, person(7), NOW, recent.version)
    assert recent.get(ana, NOW) == person(7)


def test_it_forgets_by_age_by_name_and_by_number() -> None:
    recent = Recent(size=2)
    for user_id in (1, 2, 3):
        recent.put(TelegramIdentity(user_id), person(user_id), NOW, recent.version)
    assert recent.get(TelegramIdentity(1), NOW) is None
    assert recent.get(TelegramIdentity(2), NOW) is not None
    assert recent.get(TelegramIdentity(2, "renamed"), NOW) is None
    assert recent.get(TelegramIdentity(3), NOW + timedelta(seconds=RECENT_SECONDS)) is None
