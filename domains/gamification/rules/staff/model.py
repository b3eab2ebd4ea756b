"""The numbers that bound custodians; see `rules`."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from domains.gamification.rules.basics.model import Besitos, Numbers


class StaffLimit(Numbers):
    """Most besitos that a role may move, up or down."""

    at_once: Besitos
    a_day: Besitos
    """In one UTC day."""

    @model_validator(mode="after")
    def _a_day_holds_one(self) -> Self:
        if self.at_once > self.a_day:
            raise ValueError("at once no more than in a day")
        return self


class AdjustmentRules(Numbers):
    """Bounds of what custodians give and take back (A1.10)."""

    limits: dict[str, StaffLimit] = Field(
        default={
            "admin": StaffLimit(at_once=2_000, a_day=5_000),
            "owner": StaffLimit(at_once=100_000, a_day=1_000_000),
        }
    )
    """By role; a role that is not listed moves nothing."""
    alone_up_to: Besitos = 1_000
    """More than this is booked only when a second custodian has confirmed it."""
    pending_hours: int = Field(default=24, ge=1, le=168)
    """How long it waits for one."""
