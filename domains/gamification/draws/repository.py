"""SQL of the secret."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.draws.tables import salt


class Salt:
    """One for the whole house: made when it is first needed, the same on every instance."""

    def __init__(self) -> None:
        self._known: bytes | None = None

    async def get(self, tx: Transaction) -> bytes:
        """The secret. Needs a writing transaction the first time."""
        if self._known is None:
            value = await self._read(tx)
            if value is None:
                new = {"id": 1, "value": secrets.token_hex(32)}
                await tx.execute(tx.insert(salt).values(new).on_conflict_do_nothing())
                return bytes.fromhex(str(await self._read(tx)))  # kept once it is committed
            self._known = bytes.fromhex(value)
        return self._known

    async def _read(self, tx: Transaction) -> str | None:
        value: str | None = await tx.scalar(sa.select(salt.c.value).where(salt.c.id == 1))
        return value
