"""What came out of a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domains.gamification.inventory.model import Prize


@dataclass(frozen=True, slots=True)
class Draw:
    """One box, opened: besitos or one copy of an item. `roll` of `faces` decided it."""

    item_id: str
    prize_item_id: str | None
    besitos: int
    is_rare: bool
    roll: int
    faces: int
    drawn_at: datetime


def pick(candidates: Sequence[Prize], roll: int) -> Prize:
    """The prize under a roll from 0 to the sum of the weights less one."""
    for prize in candidates:
        if roll < prize.weight:
            return prize
        roll -= prize.weight
    raise ValueError("the roll is beyond the weights")


def faces(candidates: Sequence[Prize]) -> int:
    """How many different rolls there are."""
    return sum(prize.weight for prize in candidates)
