"""Streaks, purses and numbers, as people press them: prices hold, old buttons do nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from domains.core.database import Database, open_database
from domains.gamification.streaks.tables import streak
from tests.e2e.conftest import in_all_houses
from tests.e2e.custodian import give
from tests.e2e.house import House
from tests.e2e.player import Player


@pytest.fixture
async def database(house: House) -> AsyncIterator[Database]:
    database = open_database(house.database_url, pool_size=1)
    yield database
    await database.close()


async def owned(player: Player) -> str:
    await player.send("/balance")
    return (await player.screen()).splitlines()[0]


async def break_streak(database: Database, player: Player, hours: int = 44) -> None:
    """As if the run of today had followed one of twelve days that broke this morning."""
    async with database.writing() as connection:
        query = sa.select(streak).where(streak.c.user_id == player.id)
        now = (await connection.execute(query)).one()
        broken = {
            "previous_run_id": f"{player.id}-before",
            "previous_first_day": now.first_day - timedelta(days=13),
            "previous_last_day": now.first_day - timedelta(days=2),
            "previous_length": 12,
            "previous_broken_at": now.deadline_at - timedelta(hours=hours),
        }
        await connection.execute(
            sa.update(streak).where(streak.c.user_id == player.id).values(**broken)
        )


@in_all_houses
async def test_a_freeze_costs_what_its_button_says_and_a_second_press_nothing(
    player: Player, owner: Player
) -> None:
    await player.start()
    await give(owner, player, 1_000, "a head start")
    before = await owned(player)
    await player.send("/streak")
    page = await player.page()
    assert page["photo"]
    assert "Freezes: 0 of 2" in page["caption"]
    button = page["reply_markup"]["inline_keyboard"][0][0]
    assert "200" in button["text"]
    answer = await player.press_data(button["callback_data"], page["message_id"])
    assert answer is not None
    assert "On ice: 1" in answer["text"]
    after = await owned(player)
    assert after != before
    again = await player.press_data(button["callback_data"], page["message_id"])
    assert again is not None
    assert "Nothing was taken" in again["text"]
    assert await owned(player) == after
    await player.send("/history")
    assert "a freeze for the streak" in await player.screen()


async def test_whoever_is_short_is_told_so_and_sees_a_fresh_screen(player: Player) -> None:
    await player.start()
    await player.send("/streak")
    answer = await player.press("Buy a freeze")
    assert answer is not None
    assert "you lack" in answer["text"]
    assert "Freezes: 0 of 2" in await player.screen()


async def test_a_broken_streak_is_mended_once_and_somebody_elses_button_mends_nothing(
    player: Player, owner: Player, database: Database
) -> None:
    await player.start()
    await give(owner, player, 1_000, "a head start")
    await break_streak(database, player)
    await player.send("/streak")
    page = await player.page()
    assert "12 days" in page["caption"]
    button = page["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    foreign = await owner.press_data(button)
    assert foreign is not None
    assert "Lucien" in foreign["text"]
    assert "Mend" in (await player.buttons())[0]
    answer = await player.press_data(button, page["message_id"])
    assert answer is not None
    assert "13 days" in answer["text"]
    again = await player.press_data(button, page["message_id"])
    assert again is not None
    assert "Lucien" in again["text"]
    await player.sees("13 days")


async def test_a_repair_that_comes_too_late_is_refused_kindly(
    player: Player, database: Database
) -> None:
    await player.start()
    await break_streak(database, player)
    await player.send("/streak")
    page = await player.page()
    button = page["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await break_streak(database, player, hours=44 + 72)
    answer = await player.press_data(button, page["message_id"])
    assert answer is not None
    assert "cannot be mended" in answer["text"]
    assert "Mend" not in " ".join(await player.buttons())


@pytest.mark.parametrize(
    "data",
    ["sf:0:1", "sf:1:200", "sf:-1:200", "sf:999999:200", "sr:0:1", "sr:1:110", "hy:-5", "hy:1",
     "ru", "rs:points", "ro:daily_visit", "re:x:0:0", "re:x:0:1", "ry:deadbeef",
     "vw", "vo:1", "vy:1", "vn:1"],
)  # fmt: skip
async def test_a_forged_button_is_refused_kindly_and_changes_nothing(
    player: Player, data: str
) -> None:
    await player.start()
    before = await owned(player)
    message = await player.page()
    answer = await player.press_data(data, message["message_id"])
    said = (answer or {}).get("text") or await player.screen()
    assert "Lucien" in said
    assert await owned(player) == before
    await player.send("/streak")
    assert "Freezes: 0 of 2" in await player.screen()


@in_all_houses
async def test_the_owner_changes_a_number_and_it_holds(player: Player, owner: Player) -> None:
    await owner.start()
    await owner.send("/rules")
    await owner.press("En general")
    await owner.press("top_level")  # nobody else in the house can tell
    await owner.press("Cambiar")
    await owner.send("-1")
    assert "demasiado poco" in await owner.screen()
    await owner.send("51")
    await owner.send("una mano más <b>tendida</b>")
    page = await owner.page()
    yes = page["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await owner.press_data(yes, page["message_id"])
    assert "Ahora: 51" in await owner.screen()
    assert "<b>tendida</b>" in await owner.screen()
    answer = await owner.press_data(yes, page["message_id"])
    assert answer is not None
    assert "otra noche" in answer["text"]
    await owner.press("De fábrica")
    await owner.send("como estaba")
    await owner.press("Sí, cambiarlo")
    assert "Ahora: 50" in await owner.screen()
    await owner.send("/admin")
    await owner.press("📒")
    assert "top_level" in await owner.screen()
