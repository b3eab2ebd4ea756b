"""What people want to be told: asked for, and changed."""

from __future__ import annotations

from bot.gateway.preferences import repository
from bot.gateway.preferences.model import (
    QUIET_FROM,
    QUIET_UNTIL,
    SWITCHABLE,
    Category,
    Choices,
    Level,
)
from domains.core import DomainError, UnitOfWork


class NoSuchCategoryError(DomainError):
    """A forged category or level."""

    code = "notifications.no_such_category"


class NotificationChoices:
    """Changes hold at once, also for what already waits to be sent."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def of(self, user_id: int) -> Choices:
        """What somebody chose, or the defaults."""
        async with self._uow.reading() as tx:
            return await repository.choices_of(tx, user_id)

    async def set_level(self, user_id: int, category: str, level: str) -> Choices:
        """Want more or less of a category. Raises NoSuchCategoryError."""
        if category not in set(SWITCHABLE) or level not in set(Level):
            raise NoSuchCategoryError
        async with self._uow() as tx:
            await repository.write(tx, user_id, **{Category(category).value: Level(level).value})
            return await repository.choices_of(tx, user_id)

    async def set_quiet_hours(self, user_id: int, *, quiet: bool) -> Choices:
        """Have the night quiet, or never."""
        start, end = (QUIET_FROM, QUIET_UNTIL) if quiet else (0, 0)
        async with self._uow() as tx:
            await repository.write(tx, user_id, quiet_from=start, quiet_until=end)
            return await repository.choices_of(tx, user_id)
