"""What waits for a decision, as the admin module sees it (A9)."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Protocol

APPROVE: Final = "referral.approve"
REJECT: Final = "referral.reject"
"""The audit's names."""


class InvitationCase(Protocol):
    """Invitations of one player that came in a burst."""

    @property
    def id(self) -> int: ...
    @property
    def referrer_id(self) -> int: ...
    @property
    def held(self) -> int: ...
    @property
    def opened_at(self) -> datetime: ...


class Ruling(Protocol):
    """What a decision concerned."""

    @property
    def referrer_id(self) -> int: ...
    @property
    def invitations(self) -> int: ...
