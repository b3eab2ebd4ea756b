"""All operations on one database, for the command line, the admin screens and tests."""

from __future__ import annotations

from domains.core.clock import Clock
from domains.core.database import Database
from domains.core.operations.dead_letters import DeadLetters
from domains.core.operations.inspection import Inspection
from domains.core.operations.pauses import Pauses
from domains.core.operations.replays import Replays
from domains.core.operations.retention import Retention
from domains.core.operations.status import Overview


class Operations:
    """Needs no running bus: what it changes, the instances notice with their heartbeat."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.overview = Overview(database, clock)
        self.inspection = Inspection(database)
        self.dead_letters = DeadLetters(database, clock)
        self.replays = Replays(database, clock)
        self.pauses = Pauses(database, clock)
        self.retention = Retention(database)
