"""What the notifications must know of people, answered by the user module."""

from __future__ import annotations

from bot.gateway.preferences.model import Person
from domains.user.service import UserService


class Audience:
    """People's clocks, and when they were last here."""

    def __init__(self, users: UserService, default_timezone: str) -> None:
        self._users = users
        self._default_timezone = default_timezone

    async def person(self, user_id: int) -> Person:
        """Somebody; the defaults for somebody who never spoke to us."""
        found = await self._users.get(user_id)
        if found is None:
            return Person(self._default_timezone)
        return Person(found.timezone or self._default_timezone, found.last_seen_at)
