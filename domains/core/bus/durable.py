"""The parts of the bus that exist only with a database, wired together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domains.core.bus.agenda import Agenda
from domains.core.bus.completion import Completion
from domains.core.bus.custody import Custody
from domains.core.bus.fetcher import Fetcher
from domains.core.bus.gathering import Gathering
from domains.core.bus.recovery import Recovery
from domains.core.bus.shedding import Shedding
from domains.core.clock import Clock
from domains.core.database import Database
from domains.core.events.factory import EventFactory
from domains.core.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from domains.core.bus.engine import Engine


class Durable:
    """The parts that exist only with a database."""

    def __init__(
        self, engine: Engine, database: Database, clock: Clock, factory: EventFactory
    ) -> None:
        self.completion = Completion(database, engine.cluster.me)
        engine.workers.on_complete = self.completion.add
        engine.deliverer.recording = self.completion.quiet
        self.custody = Custody(
            engine.lanes,
            engine.workers,
            engine.gates,
            engine.pressure,
            engine.deliverer,
            self.completion,
        )
        cluster = engine.cluster
        self.fetcher = Fetcher(
            database, engine.router, factory, self.custody, lambda: cluster.mine
        )
        self.shedding = Shedding(
            database,
            clock,
            engine.lanes,
            engine.workers,
            engine.pressure,
            self.custody,
            engine.deliverer.is_persisted,
        )
        self.recovery = Recovery(database, clock, self.fetcher, cluster, self.custody)
        unit_of_work = UnitOfWork(database, clock, engine.outbox)
        self.agenda = Agenda(unit_of_work, clock, factory)
        self.gathering = Gathering(unit_of_work, engine.supervisor)
        engine.outbox.on_scheduled = self.agenda.remind

    def report(self) -> dict[str, Any]:
        """What waits outside memory."""
        return {
            "wanted_keys": self.fetcher.backlog,
            "unreadable_events": len(self.fetcher.unreadable),
            "holds_lease": self.recovery.holds_lease,
        }
