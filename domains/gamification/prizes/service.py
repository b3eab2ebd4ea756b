"""Who hands out things."""

from __future__ import annotations

from typing import Protocol

from domains.core.unit_of_work import Transaction


class Prizes(Protocol):
    """Whoever hands out things. Bound in the module."""

    def offers(self, item: str) -> bool:
        """Is there such a thing?"""
        ...

    async def grant(
        self, tx: Transaction, user_id: int, item: str, quantity: int, key: str
    ) -> None:
        """Give it, once per key."""
        ...
