"""Use cases of the user module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from domains.core.clock import Clock
from domains.core.events import (
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
    UserRoleChangedEvent,
)
from domains.core.text import one_line
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.user.errors import (
    TimezoneTooSoonError,
    UnknownLanguageError,
    UnknownTimezoneError,
    UnknownUserError,
)
from domains.user.model import (
    LONGEST_NAME,
    OWNER,
    PLAYER,
    TIMEZONE_PAUSE,
    Page,
    Person,
    Preferences,
    Recent,
    TelegramIdentity,
    UserContext,
    changes_of,
    is_activity_due,
    start_payload,
    timezones,
)
from domains.user.repository import Accounts, search_key

LARGEST_PAGE = 50


class UserService:
    """Registers people, remembers what they chose, and knows what they may.

    Every method may raise UnknownUserError for somebody who never spoke to the bot, unless
    it says otherwise.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        clock: Clock,
        preferences: Preferences,
        recent: Recent,
        owner_ids: Collection[int] = (),
    ) -> None:
        self._uow = uow
        self._clock = clock
        self._preferences = preferences
        self._recent = recent
        self._owner_ids = frozenset(owner_ids)
        self._accounts = Accounts()

    # -- contact ------------------------------------------------------------------------

    async def touch(
        self, identity: TelegramIdentity, activity: str = "update", payload: str | None = None
    ) -> UserContext:
        """Somebody sent an update: register or refresh them, and say who they are.

        `payload` is what the link said by which they came: it counts on the first contact ever.

        The first call publishes UserRegisteredEvent, whoever else calls at the same time.
        UserActivityDetectedEvent follows at most once per quarter of an hour, and whenever
        the person's day or the UTC day changed. Nothing new costs no write, and within
        `RECENT_SECONDS` no query.
        """
        now = self._clock.now()
        version = self._recent.version
        person = self._recent.get(identity, now)
        if person is not None and not self._is_due(person, now):
            return self._preferences.context_of(person)
        tidy, is_new = identity.tidied(), False
        person = await self.get(identity.user_id)
        if person is None or changes_of(person, tidy) or self._is_due(person, now):
            person, is_new = await self._record_contact(tidy, activity, payload)
        self._recent.put(identity, person, now, version)
        return self._preferences.context_of(person, is_new=is_new)

    async def _record_contact(
        self, identity: TelegramIdentity, activity: str, payload: str | None
    ) -> tuple[Person, bool]:
        role = OWNER if identity.user_id in self._owner_ids else PLAYER
        async with self._uow() as tx:
            is_new = await self._accounts.create(tx, identity, role)
            person = await self._accounts.get(tx, identity.user_id, lock=True)
            if person is None:  # erased between the two statements: the next update registers
                raise UnknownUserError(user_id=identity.user_id)
            if is_new:
                _announce(tx, person, payload)
            elif changes := changes_of(person, identity):
                await self._accounts.change(tx, person, changes)
                person = replace(person, **changes)
                _publish_changes(tx, person, changes)
            if is_new or self._is_due(person, tx.now):
                await self._accounts.change(tx, person, {"last_seen_at": tx.now})
                person = replace(person, last_seen_at=tx.now)
                zone = self._preferences.timezone_of(person)
                tx.publish(
                    UserActivityDetectedEvent(user_id=person.id, activity=activity, timezone=zone)
                )
        return person, is_new

    def _is_due(self, person: Person, now: datetime) -> bool:
        return is_activity_due(person.last_seen_at, now, self._preferences.timezone_of(person))

    # -- choices ------------------------------------------------------------------------

    async def set_language(self, user_id: int, language: str) -> None:
        """Speak this language with somebody. Raises UnknownLanguageError."""
        if language not in self._preferences.languages:
            raise UnknownLanguageError(language=language, languages=self._preferences.languages)
        async with self._changing(user_id) as (tx, person):
            if person.language != language:
                await self._accounts.change(tx, person, {"language": language})
                fields = ("language",)
                tx.publish(
                    UserProfileUpdatedEvent(
                        user_id=user_id, updated_fields=fields, language_code=language
                    )
                )

    async def set_timezone(self, user_id: int, timezone: str) -> None:
        """Count somebody's days in an IANA zone. The present zone again changes nothing.

        Raises UnknownTimezoneError, or TimezoneTooSoonError within seven days of the last
        choice: days gained by travelling on paper would keep any streak alive.
        """
        if timezone not in timezones():
            raise UnknownTimezoneError(timezone=timezone)
        async with self._changing(user_id) as (tx, person):
            if person.timezone == timezone:
                return
            if person.timezone_changed_at is not None:
                retry_at = person.timezone_changed_at + TIMEZONE_PAUSE
                if tx.now < retry_at:
                    raise TimezoneTooSoonError(retry_at=retry_at)
            changes = {"timezone": timezone, "timezone_changed_at": tx.now}
            await self._accounts.change(tx, person, changes)
            tx.publish(
                UserProfileUpdatedEvent(
                    user_id=user_id, updated_fields=("timezone",), timezone=timezone
                )
            )

    async def mark_reachable(self, user_id: int) -> None:
        """Somebody takes our messages again. Nothing happens for an unknown person."""
        await self._set_reachable(user_id, is_reachable=True)

    async def mark_unreachable(self, user_id: int) -> None:
        """Telegram refuses our messages to somebody. Nothing happens for an unknown person."""
        await self._set_reachable(user_id, is_reachable=False)

    async def _set_reachable(self, user_id: int, *, is_reachable: bool) -> None:
        async with self._uow() as tx:
            person = await self._accounts.get(tx, user_id, lock=True)
            if person is None or person.is_reachable == is_reachable:
                return
            changes = {"is_reachable": is_reachable}
            await self._accounts.change(tx, person, changes)
            _publish_changes(tx, person, changes)
        self._recent.forget(user_id)

    # -- questions ----------------------------------------------------------------------

    async def get(self, user_id: int) -> Person | None:
        """The person, or None."""
        async with self._uow.reading() as tx:
            return await self._accounts.get(tx, user_id)

    async def find(self, query: str, after: int | None = None, limit: int = 10) -> Page:
        """People by id, by `@` and the beginning of a username, or of the name.

        An empty query lists everybody by name. `after` is the last page's `next_after`;
        if that person is gone the list begins anew. At most `LARGEST_PAGE` a page.
        """
        text = one_line(query, LONGEST_NAME)
        limit = max(1, min(limit, LARGEST_PAGE))
        async with self._uow.reading() as tx:
            if text.isascii() and text.isdigit() and int(text) < 2**63:
                person = await self._accounts.get(tx, int(text))
                if person is not None:
                    return Page((person,), None)
            column = "username_key" if text.startswith("@") else "name_key"
            last = await self._accounts.get(tx, after) if after is not None else None
            prefix = search_key(text.removeprefix("@"))
            people = await self._accounts.by_prefix(tx, column, prefix, last, limit + 1)
        shown = tuple(people[:limit])
        return Page(shown, shown[-1].id if len(people) > limit else None)

    async def with_roles(self, roles: Collection[str]) -> tuple[Person, ...]:
        """Everybody who has one of these roles, by id; players are too many to ask for."""
        async with self._uow.reading() as tx:
            return tuple(await self._accounts.with_roles(tx, frozenset(roles) - {PLAYER}))

    # -- privacy ------------------------------------------------------------------------

    async def export(self, user_id: int) -> dict[str, Any]:
        """What this module keeps about somebody: table → rows, instants as ISO text."""
        person = await self.get(user_id)
        return {"user_account": [] if person is None else [_plain(person)]}

    async def erase(self, user_id: int) -> None:
        """Forget somebody. Idempotent; whoever writes again registers anew."""
        async with self._uow() as tx:
            await self._accounts.delete(tx, user_id)
        self._recent.forget(user_id)

    @asynccontextmanager
    async def _changing(self, user_id: int) -> AsyncIterator[tuple[Transaction, Person]]:
        async with self._uow() as tx:
            person = await self._accounts.get(tx, user_id, lock=True)
            if person is None:
                raise UnknownUserError(user_id=user_id)
            yield tx, person
        self._recent.forget(user_id)


def _announce(tx: Transaction, person: Person, payload: str | None) -> None:
    tx.publish(
        UserRegisteredEvent(
            user_id=person.id,
            username=person.username,
            first_name=person.short_name,
            language_code=person.language_code,
            is_premium=person.is_premium,
            registration_timestamp=person.registered_at,
            start_payload=start_payload(payload),
        )
    )
    if person.role != PLAYER:
        tx.publish(
            UserRoleChangedEvent(
                user_id=person.id, previous_role=PLAYER, new_role=person.role, changed_by=None
            )
        )


def _publish_changes(tx: Transaction, person: Person, changes: Mapping[str, Any]) -> None:
    tx.publish(
        UserProfileUpdatedEvent(
            user_id=person.id,
            updated_fields=tuple(sorted(changes)),
            username=person.username if "username" in changes else None,
            first_name=person.short_name if "first_name" in changes else None,
        )
    )


def _plain(person: Person) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(person).items()
    }
