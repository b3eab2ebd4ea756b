"""A boost as an interval of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ONE = 10_000
"""×1 in basis points."""


@dataclass(frozen=True, slots=True)
class ActiveBoost:
    """Play pays `bps` / 10 000 times as much until `ends_at` (UTC)."""

    bps: int
    ends_at: datetime
