"""aiogram's FSM storage on our own database.

One dialog per person, in their private chat with the bot. A dialog left alone is forgotten
after `FORGOTTEN_AFTER`: nobody wants yesterday's half-typed form to swallow today's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.dialogs.tables import dialog
from domains.core.database import Prepared
from domains.core.unit_of_work import UnitOfWork

FORGOTTEN_AFTER = timedelta(hours=1)

_READ = Prepared(
    sa.select(dialog.c.state, dialog.c.data).where(
        dialog.c.user_id == sa.bindparam("whose"), dialog.c.touched_at > sa.bindparam("since")
    )
)


class DialogStorage(BaseStorage):
    """Keeps state and data of each person's dialog."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        await self._write(key, {"state": name})

    async def get_state(self, key: StorageKey) -> str | None:
        row = await self._read(key)
        return row.state if row is not None else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._write(key, {"data": dict(data)})

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = await self._read(key)
        return dict(row.data) if row is not None else {}

    async def close(self) -> None:
        """Nothing of our own to close."""

    async def _read(self, key: StorageKey) -> Any | None:
        async with self._uow.reading() as tx:
            asked = {"whose": key.user_id, "since": tx.now - FORGOTTEN_AFTER}
            return await tx.first(_READ, asked)

    async def _write(self, key: StorageKey, changes: dict[str, Any]) -> None:
        async with self._uow() as tx:
            if not any(changes.values()):
                # Ending a dialog that never began must not leave a row for every person.
                await tx.execute(
                    sa.update(dialog)
                    .where(dialog.c.user_id == key.user_id)
                    .values(touched_at=tx.now, **changes)
                )
                return
            fresh: dict[str, Any] = {"state": None, "data": {}, **changes, "touched_at": tx.now}
            await tx.execute(
                tx.insert(dialog)
                .values(user_id=key.user_id, **fresh)
                .on_conflict_do_update(
                    index_elements=["user_id"], set_={**changes, "touched_at": tx.now}
                )
            )
