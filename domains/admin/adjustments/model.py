"""An adjustment on its way to the ledger, as the saga remembers it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

PATIENCE: Final = timedelta(minutes=10)
"""How long an adjustment waits to be booked before it is withdrawn."""

OUTCOME: Final = "points.outcome"
"""The audit's name for what became of besitos given or taken back."""

APPLIED: Final = "applied"
REFUSED: Final = "refused"
TIMED_OUT: Final = "timed_out"


class Adjustment(BaseModel):
    """Nothing in it names a person; the audit line of the same id does, while it may."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    amount: int
    day: date
    """The UTC day whose allowance was used."""
