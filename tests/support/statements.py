"""What a piece of work asks of the database: the statements, without BEGIN and COMMIT."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from domains.core.database.prepared import Prepared, Ready


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that this task runs inside the block; one for many rows is one.

    What the bus does meanwhile in tasks of its own is no part of it.
    """
    run: list[str] = []
    task = asyncio.current_task()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        is_ours = asyncio.current_task() is task
        if is_ours and not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            run.append(statement)

    def note_prepared(prepared: Prepared, dialect: sa.Dialect) -> Ready:
        ready = on(prepared, dialect)
        if asyncio.current_task() is task:
            run.append(ready.sql)
        return ready

    on = Prepared.on
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Prepared, "on", note_prepared)
            yield run
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
