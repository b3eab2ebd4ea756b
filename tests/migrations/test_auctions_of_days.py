"""What was up for auction before auctions could last for days keeps the latest end it had."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from tests.migrations.test_stairway import look

ROOT = Path(__file__).parents[2]
BEFORE, AFTER = "b3f08d61ce94", "9a64c1d7f2b8"
OPENED = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TIME = sa.DateTime(timezone=True)

auction = sa.table(
    "gamification_auction",
    sa.column("id", sa.Uuid()),
    sa.column("item_id", sa.String()),
    sa.column("starting_price", sa.BigInteger()),
    sa.column("increment", sa.Integer()),
    sa.column("increment_bps", sa.Integer()),
    sa.column("state", sa.String()),
    sa.column("opened_at", TIME),
    sa.column("ends_at", TIME),
    sa.column("bids", sa.Integer()),
    sa.column("latest_end_at", TIME),
)


def test_a_lot_that_was_up_already_ends_within_twenty_three_hours(database_url: str) -> None:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database_url
    command.upgrade(config, BEFORE)

    def put_up(connection: sa.Connection) -> None:
        values = {
            "id": uuid4(),
            "item_id": "frame_midnight",
            "starting_price": 1,
            "increment": 1,
            "increment_bps": 1,
            "state": "open",
            "opened_at": OPENED,
            "ends_at": OPENED + timedelta(hours=1),
            "bids": 0,
        }
        connection.execute(sa.insert(auction).values(**values))
        connection.commit()

    look(database_url, put_up)
    command.upgrade(config, AFTER)
    query = sa.select(auction.c.latest_end_at)
    found: Any = look(database_url, lambda connection: connection.scalar(query))
    assert found.replace(tzinfo=UTC) == OPENED + timedelta(hours=23)
