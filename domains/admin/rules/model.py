"""Whoever keeps the numbers, as the admin module asks it to."""

from __future__ import annotations

from typing import Final, Protocol

from domains.core.unit_of_work import Transaction

CHANGE: Final = "rules.change"
"""The audit's name."""


class ChangedRule(Protocol):
    """A change that is written down. Values are JSON text; None is as shipped."""

    @property
    def version(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def value(self) -> str | None: ...
    @property
    def previous(self) -> str: ...


class Rules(Protocol):
    """Keeps the numbers; bound to gamification in the composition root."""

    async def put(
        self, tx: Transaction, name: str, value: str | None, reason: str, version: int
    ) -> ChangedRule: ...
