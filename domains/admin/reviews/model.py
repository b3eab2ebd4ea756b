"""What waits for a decision, as the admin module sees it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Protocol

APPROVE: Final = "review.approve"
REJECT: Final = "review.reject"
"""The audit's names."""

MOST_SHOWN = 10


class WaitingLine(Protocol):
    """A line of the ledger that waits. Without a decision it is let through when it is due."""

    @property
    def line_id(self) -> int: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def amount(self) -> int: ...
    @property
    def rule_code(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
