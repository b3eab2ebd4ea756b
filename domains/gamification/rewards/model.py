"""What is asked for when somebody has earned something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domains.core.unit_of_work import Transaction


class MultiplierSource(Protocol):
    """Something that makes what a player earns worth more for a while, such as a boost."""

    async def bps(self, tx: Transaction, user_id: int, at: datetime) -> int:
        """What is added at `at`, in basis points: 0 is nothing, 10 000 doubles.

        Ask for the moment of the cause, not for now: a boost that ends between the two counts.
        """
        ...


@dataclass(frozen=True, slots=True)
class Earning:
    """Something done by playing that is worth besitos.

    `base` is what the rule gives, before everything; `key` names the cause and pays once;
    `at` is when it happened. `target` names what it was done to, where doing the same again
    is worth less.
    """

    base: int
    key: str
    rule_code: str
    at: datetime
    target: str = ""
