"""Which message is the living screen of a chat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from bot.ui.tables import screen
from domains.core.database import Prepared, insert_into
from domains.core.unit_of_work import UnitOfWork

_OF = Prepared(sa.select(screen).where(screen.c.chat_id == sa.bindparam("chat")))


@cache
def _remember(dialect: str) -> Prepared:
    new = insert_into(screen, dialect)
    names = [column.name for column in screen.c]
    fresh = {name: new.excluded[name] for name in names if name != "chat_id"}
    return Prepared(new.on_conflict_do_update(index_elements=["chat_id"], set_=fresh), names)


@dataclass(frozen=True, slots=True)
class LivingScreen:
    """A message that shows a screen and may be edited. `mark` is the screen's mark."""

    chat_id: int
    message_id: int
    mark: str
    has_picture: bool

    def shows(self, name: str) -> bool:
        """Is it this screen, in whatever version?"""
        return self.mark.partition("/")[0] == name


class Screens:
    """Remembers one living screen per chat, across restarts and instances."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def of(self, chat_id: int) -> LivingScreen | None:
        """The chat's living screen, if it has one."""
        async with self._uow.reading() as tx:
            row = await tx.first(_OF, {"chat": chat_id})
        if row is None:
            return None
        return LivingScreen(row.chat_id, row.message_id, row.name, row.has_picture)

    async def remember(self, living: LivingScreen) -> None:
        """Make a message the chat's living screen from now on."""
        async with self._uow() as tx:
            values = {
                "chat_id": living.chat_id,
                "message_id": living.message_id,
                "name": living.mark,
                "has_picture": living.has_picture,
                "shown_at": tx.now,
            }
            await tx.run(_remember(tx.dialect), [values])
