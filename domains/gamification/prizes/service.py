"""Who hands out things: the shop and the bag, once they are here."""

from __future__ import annotations

from typing import Protocol

from domains.core.unit_of_work import Transaction


class Prizes(Protocol):
    """Whoever hands out things. Bound in the module; nothing but besitos without it."""

    def offers(self, item: str) -> bool:
        """Is there such a thing?"""
        ...

    async def grant(
        self, tx: Transaction, user_id: int, item: str, quantity: int, key: str
    ) -> None:
        """Give it, once per key."""
        ...


class NoThings:
    """There is nothing but besitos."""

    def offers(self, item: str) -> bool:
        return False

    async def grant(
        self, tx: Transaction, user_id: int, item: str, quantity: int, key: str
    ) -> None:
        raise LookupError(item)
