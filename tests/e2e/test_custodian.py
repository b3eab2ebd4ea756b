"""A custodian mends the bus from the chat, while real instances run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from domains.core.database import Database, open_database
from domains.core.events import UserActivityDetectedEvent
from domains.core.store.tables import delivery, event_log, inbox
from tests.e2e.house import House
from tests.e2e.player import Player

SUBSCRIPTION = "admin.count_on_activity"
PATIENCE_SECONDS = 30.0


@pytest.fixture
async def database(house: House) -> AsyncIterator[Database]:
    database = open_database(house.database_url, pool_size=1)
    yield database
    await database.close()


async def test_a_dead_letter_is_delivered_again_at_the_press_of_a_button(
    database: Database, player: Player, owner: Player
) -> None:
    await make_dead_letter(database, player)
    await owner.start()
    await owner.send("/events")
    await owner.press(f"· {player.id}")
    assert "made by a test" in await owner.screen()
    await owner.press("Entregar de nuevo")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await states(database, player):
            await asyncio.sleep(0.1)


async def test_what_is_discarded_needs_a_reason_and_a_second_press(
    database: Database, player: Player, owner: Player
) -> None:
    await make_dead_letter(database, player)
    await owner.start()
    await owner.send("/events")
    await owner.press(f"· {player.id}")
    replay = (await owner.messages())[-1]["reply_markup"]["inline_keyboard"][0][0]
    await owner.press("Descartar")
    await owner.send("a <known> bug")
    assert "a <known> bug" in await owner.screen()
    assert await states(database, player) == ["dead"]
    await owner.press("Sí, descartar")
    assert await states(database, player) == ["discarded"]
    answer = await owner.press_data(replay["callback_data"])
    assert answer is not None
    assert "se ha ocupado" in answer["text"]
    await owner.send("/admin")
    await owner.press("📒")
    assert SUBSCRIPTION in await owner.screen()


async def test_whoever_is_no_custodian_does_not_see_the_wires(player: Player) -> None:
    await player.start()
    await player.send("/events")
    assert "the key is not yours" in await player.screen()


async def make_dead_letter(database: Database, player: Player) -> None:
    """The player's first visit, as if counting it had failed for good."""
    await player.start()
    visit = sa.select(event_log.c.event_id, event_log.c.occurred_at).where(
        event_log.c.event_type == UserActivityDetectedEvent.event_type,
        event_log.c.key == str(player.id),
        sa.not_(event_log.c.pending),
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            async with database.writing() as connection:
                row = (await connection.execute(visit)).first()
                if row is not None:
                    break
            await asyncio.sleep(0.05)
    async with database.writing() as connection:
        await connection.execute(
            sa.delete(inbox).where(
                inbox.c.event_id == row.event_id, inbox.c.subscription == SUBSCRIPTION
            )
        )
        await connection.execute(
            sa.insert(delivery).values(
                event_id=row.event_id,
                subscription=SUBSCRIPTION,
                key=str(player.id),
                state="dead",
                attempts=1,
                error="made by a test",
                first_failed_at=row.occurred_at,
                failed_at=row.occurred_at,
            )
        )


async def states(database: Database, player: Player) -> list[str]:
    async with database.reading() as connection:
        rows = await connection.execute(
            sa.select(delivery.c.state).where(delivery.c.key == str(player.id))
        )
        return list(rows.scalars())
