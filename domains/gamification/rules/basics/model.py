"""Units and the base of every table of numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ONE = 10_000
"""×1 in basis points."""

YEAR = 365

Besitos = Annotated[int, Field(ge=0, le=1_000_000)]
Bps = Annotated[int, Field(ge=ONE, le=10 * ONE)]
Days = Annotated[int, Field(ge=1, le=36_500)]
Part = Annotated[int, Field(ge=1, le=ONE)]
"""Basis points of the whole."""


class Numbers(BaseModel):
    """A checked table of numbers.

    Raises pydantic's ValidationError for a table that is out of order or a field nobody knows.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
