"""A part of the module that keeps something about people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from domains.core.unit_of_work import Transaction


class Room(Protocol):
    """What it keeps can be shown to them and forgotten."""

    async def export(
        self, tx: Transaction, user_id: int
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """What is kept about somebody: table → rows."""
        ...

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Forget somebody. Idempotent."""
        ...
