"""A changed number, as the admin module sees it."""

from __future__ import annotations

from typing import Final, Protocol

CHANGE: Final = "rules.change"
"""The audit's name."""

GUARDED: Final = "adjustments"
"""The section of numbers that bound custodians: whoever is bound by them does not move them."""


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
