"""What the bus asks its tables all the time finds its answer through an index."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from domains.core.clock import VirtualClock
from domains.core.database import Connection, Prepared, open_database
from domains.core.store import deliveries, event_log
from domains.core.store.event_log import Mine

ME = uuid4()
Question = Callable[[Connection], Awaitable[Any]]


class Explaining:
    """Runs statements and keeps the plan of each."""

    dialect = "sqlite"

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.plans: list[str] = []

    async def execute(
        self, statement: sa.Executable, parameters: Any = None
    ) -> sa.CursorResult[Any]:
        asked = statement.compile(  # type: ignore[attr-defined]
            dialect=sa.create_engine("sqlite://").dialect, compile_kwargs={"literal_binds": True}
        )
        explain = sa.text(f"EXPLAIN QUERY PLAN {asked}".replace(":", "\\:"))
        rows = await self._connection.execute(explain)
        self.plans.append("\n".join(row[-1] for row in rows))
        return await self._connection.execute(statement, parameters)

    async def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        raise NotImplementedError("explain a question that SQLAlchemy runs")

    async def run(self, prepared: Prepared, rows: Sequence[Mapping[str, Any]]) -> None:
        raise NotImplementedError("explain a question that SQLAlchemy runs")


@pytest.mark.parametrize(
    ("question", "index"),
    [
        (
            lambda c: event_log.pending_of_keys(c, ["1"], Mine(ME), 0, 9),
            "ix_core_event_log_pending_key (key",
        ),
        (lambda c: event_log.claim(c, ME, [ME], None), "ix_core_event_log_pending"),
        (lambda c: event_log.keys_of(c, ME), "ix_core_event_log_pending (owner"),
        (
            lambda c: event_log.pending_before(c, Mine(ME), VirtualClock().now()),
            "ix_core_event_log_pending (owner",
        ),
        (deliveries.blocked_sequences, "COVERING INDEX ix_core_delivery_state"),
        (lambda c: event_log.complete(c, ME, [ME]), "core_event_log_1 (event_id"),
    ],
)
async def test_no_table_is_read_from_end_to_end(
    prepared_sqlite_url: str, question: Question, index: str
) -> None:
    database = open_database(prepared_sqlite_url)
    async with database.writing() as connection:
        explaining = Explaining(connection)
        await question(explaining)
    assert index in explaining.plans[0]
    await database.close()
