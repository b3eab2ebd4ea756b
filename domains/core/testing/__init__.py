"""The test kit: a real bus on a clock that only the test moves. See docs/testing.md.

For tests alone: nothing that runs in production imports it.
"""

from __future__ import annotations

from domains.core.testing.bus_harness import BusHarness, NotSettledError, harness
from domains.core.testing.clock import SteppedClock
from domains.core.testing.database import DatabaseAwayError, FaultyDatabase
from domains.core.testing.faults import AnswerLostError, FaultPlan, Point, ProcessDied
from domains.core.testing.mirror import FaultyMirror
from domains.core.testing.record import Failure, Found, Record

__all__ = [
    "AnswerLostError",
    "BusHarness",
    "DatabaseAwayError",
    "Failure",
    "FaultPlan",
    "FaultyDatabase",
    "FaultyMirror",
    "Found",
    "NotSettledError",
    "Point",
    "ProcessDied",
    "Record",
    "SteppedClock",
    "harness",
]
