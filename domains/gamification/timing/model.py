"""How many within a time, and one after the other. Pure; see `criteria`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from domains.core.events import BaseEvent
from domains.gamification.filters.model import Data, Match, State, steps

LONGEST_MEMORY = 200
"""Instants and events that a window or a sequence remembers."""
YEAR_SECONDS = 366 * 86_400

Seconds = Annotated[int, Field(ge=1, le=YEAR_SECONDS)]


class WindowOf(Match):
    """The most of these events within so many seconds. The goal is at most `LONGEST_MEMORY`."""

    kind: Literal["window"] = "window"
    seconds: Seconds

    def fold(self, state: State, event: BaseEvent) -> State:
        if not self.fits(event):
            return state
        at = event.timestamp
        times = sorted([*map(datetime.fromisoformat, state.get("times", ())), at])
        newest = times[-1] - timedelta(seconds=self.seconds)
        kept = [time for time in times if time > newest][-LONGEST_MEMORY:]
        n = max(steps(state), len(kept))
        return {"n": n, "times": [time.isoformat() for time in kept]}


class SequenceOf(Data):
    """How often these events came one after the other, all within so many seconds.

    Sorted by when they happened, whatever order they are heard in. `strict`: nothing else of
    these types lies between.
    """

    kind: Literal["sequence"] = "sequence"
    parts: tuple[Match, ...] = Field(min_length=2, max_length=10)
    within: Seconds
    strict: bool = False

    @property
    def event_types(self) -> frozenset[str]:
        return frozenset(part.event for part in self.parts)

    def fold(self, state: State, event: BaseEvent) -> State:
        fitting = [i for i, part in enumerate(self.parts) if part.fits(event)]
        if not fitting and not self.strict:
            return state
        entry = [event.timestamp.isoformat(), event.event_id.hex, fitting]
        if entry[:2] <= state.get("cut", ["", ""]):
            return state  # older than what was counted already
        heard = sorted([*state.get("heard", ()), entry])[-LONGEST_MEMORY:]
        end = self._end(heard)
        if end is None:
            return {**state, "heard": heard}
        return {"n": steps(state) + 1, "cut": heard[end][:2], "heard": heard[end + 1 :]}

    def _end(self, heard: list[Any]) -> int | None:
        """Where the sequence is complete for the first time."""
        for start, (at, _, fitting) in enumerate(heard):
            if 0 not in fitting:
                continue
            latest = datetime.fromisoformat(at) + timedelta(seconds=self.within)
            wanted = 1
            for index in range(start + 1, len(heard)):
                then, _, parts = heard[index]
                if datetime.fromisoformat(then) > latest:
                    break
                if wanted in parts:
                    wanted += 1
                    if wanted == len(self.parts):
                        return index
                elif self.strict:
                    break
        return None
