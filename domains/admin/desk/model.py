"""What a custodian does, as the audit keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domains.admin.errors import ReasonMissingError
from domains.admin.model import LONGEST_REASON
from domains.core.text import is_visible, one_line


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `details` hold ids, codes and amounts, never a person's id or words.

    A `key` that is taken makes it a repeat; None: every call is an act of its own.
    """

    action: str
    target_id: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    key: str | None = None
    id: UUID | None = None


def reason_of(text: str) -> str:
    """A reason as it is kept, on one line. Raises ReasonMissingError."""
    reason = one_line(text, 2 * LONGEST_REASON)
    if not is_visible(reason) or len(reason) > LONGEST_REASON:
        raise ReasonMissingError(longest=LONGEST_REASON)
    return reason
