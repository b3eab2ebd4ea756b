"""PostgreSQL databases used by one test after another.

Copying a database costs far more than most tests; emptying the tables that a test filled does
not. A database whose schema a test has touched is thrown away instead.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from tests.support.loops import run_apart
from tests.support.postgres import PostgresServer

T = TypeVar("T")

# `replica`: the triggers that keep a table append-only keep quiet. A table that was never filled
# since it was last truncated has no page. To truncate creates every file of a table anew, which
# costs more than to delete the few rows of most tests. The lock waits for a commit on its way.
_EMPTY = """
SET session_replication_role = replica;
DO $$
DECLARE
    name text;
    filled text[];
    large text[];
BEGIN
    SELECT array_agg(format('%I', relname)),
           array_agg(format('%I', relname)) FILTER (WHERE pg_relation_size(oid) > 16384)
        INTO filled, large FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND pg_relation_size(oid) > 0;
    IF filled IS NOT NULL THEN
        EXECUTE 'LOCK TABLE ' || array_to_string(filled, ',');
    END IF;
    IF large IS NOT NULL THEN
        EXECUTE 'TRUNCATE ' || array_to_string(large, ',') || ' CASCADE';
    END IF;
    FOREACH name IN ARRAY coalesce(filled, '{}') LOOP
        IF name <> ALL (coalesce(large, '{}')) THEN EXECUTE 'DELETE FROM ' || name; END IF;
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$;
"""

_SEND_AWAY = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

_SHAPE = """
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
    SELECT format('relation %s %s', oid, relname) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT format('trigger %s %s', oid, tgenabled) FROM pg_trigger
    UNION ALL SELECT format('function %s %s', oid, prosrc) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT format('constraint %s', oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT format('column %s %s %s %s %s',
                            attrelid, attname, atttypid, attnotnull, attisdropped)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT format('setting %s %s', setrole, setconfig) FROM pg_db_role_setting
) AS shape(part)
"""


class WashedDatabases:
    """Lends databases that hold every table, all empty."""

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server = server
        self._template = template
        self._shape: dict[str, str] = {}
        self._clean: list[str] = []

    def lend(self) -> str:
        """A database's URL, which names no driver."""
        if self._clean:
            return self._clean.pop()
        url = self._server.create_database(like=self._template)
        self._shape[url] = run_apart(_with(url, _shape))
        return url

    def take_back(self, url: str) -> None:
        """Empty it for the next test, connections left open by a failed one included."""
        if run_apart(_with(url, _wash)) == self._shape[url]:
            self._clean.append(url)
        else:
            self._server.drop_database(url)

    def close(self) -> None:
        """Remove all of them."""
        for url in self._clean:
            self._server.drop_database(url)


async def _shape(connection: asyncpg.Connection) -> str:
    return str(await connection.fetchval(_SHAPE))


async def _wash(connection: asyncpg.Connection) -> str:
    """What it looks like afterwards; "" where the server's user may not wash."""
    await connection.fetchval(_SEND_AWAY)
    try:
        await connection.execute(_EMPTY)
    except asyncpg.InsufficientPrivilegeError:
        return ""
    return await _shape(connection)


async def _with(url: str, work: Callable[[asyncpg.Connection], Awaitable[T]]) -> T:
    connection = await asyncpg.connect(url)
    try:
        return await work(connection)
    finally:
        await connection.close()
