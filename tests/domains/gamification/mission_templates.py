"""Missions to be given."""

from __future__ import annotations

from domains.core.events import EventType
from domains.gamification.criteria.model import CountOf
from domains.gamification.missions.model import (
    Cadence,
    Template,
)

DECIDE = CountOf(event=EventType.DECISION_MADE)


def template(code: str = "walk", goal: int = 2, cadence: Cadence = Cadence.DAILY) -> Template:
    return Template(
        code=code, cadence=cadence, family=code, criterion=DECIDE, goal=goal, reward=30
    )
