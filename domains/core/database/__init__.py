"""Where the truth is kept: PostgreSQL, or SQLite in one file.

Both speak through one small `Connection`. On SQLite a statement costs microseconds, far less
than handing it to a thread and back, so its transactions run in place on the event loop: one
writer, `BEGIN IMMEDIATE`, no thread hop at all (docs/decisions/0002). Transactions therefore
must not wait for anything but the database while they are open.
"""

from domains.core.database.interface import Connection, Database, DatabaseError
from domains.core.database.opening import open_database, sync_url
from domains.core.database.prepared import Prepared
from domains.core.database.types import BigId, UtcDateTime, insert_into, metadata

__all__ = [
    "BigId",
    "Connection",
    "Database",
    "DatabaseError",
    "Prepared",
    "UtcDateTime",
    "insert_into",
    "metadata",
    "open_database",
    "sync_url",
]
