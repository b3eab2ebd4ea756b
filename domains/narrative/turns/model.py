"""A turn, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domains.narrative.engine.run import NewPage, Run, Step
from domains.narrative.engine.view import ViewChoice

LONGEST_TEXT = 200
"""Characters of a decision's words that are kept and told."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One decision: from `before`, by `choice`, to `new`.

    `relationships` are those that it has changed, by character.
    """

    before: Run
    choice: ViewChoice
    new: NewPage
    relationships: Mapping[str, int]

    @property
    def words(self) -> str:
        """Those of the decision, as far as they are kept and told."""
        return self.choice.text[:LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class Moved:
    """The run after a turn. `is_new`: its reader had never been so far in the chapter."""

    run: Run
    is_new: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that was taken: the run as it stands, and what its reader is told."""

    run: Run
    step: Step
