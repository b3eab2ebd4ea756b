"""What custodians do for players, as they press it: two hands for much; old buttons do nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
import sqlalchemy as sa

from domains.core.database import Database, open_database
from domains.user.tables import account
from tests.e2e.custodian import give
from tests.e2e.house import House
from tests.e2e.player import PATIENCE_SECONDS, Player
from tests.e2e.test_purse import break_streak, owned


@pytest.fixture
async def database(house: House) -> AsyncIterator[Database]:
    database = open_database(house.database_url, pool_size=1)
    yield database
    await database.close()


@pytest.fixture
async def admin(sandbox: httpx.AsyncClient, house: House, database: Database) -> Player:
    """Somebody whom the owner has made an admin; speaks English."""
    person = await Player.new(sandbox, house, first_name="Ada")
    await person.start()
    async with database.writing() as connection:
        await connection.execute(
            sa.update(account).where(account.c.user_id == person.id).values(role="admin")
        )
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not any("Custodian" in label for label in await person.buttons()):
            await person.send("/menu")  # a role is remembered for a few seconds
            await asyncio.sleep(0.5)
    return person


LONG_WAIT = "a <long> wait"


async def button_of(person: Player, label: str) -> str:
    """The data of the newest button with this label."""
    for message in reversed(await person.messages()):
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", []):
            for button in row:
                if label in button["text"]:
                    return str(button["callback_data"])
    raise AssertionError(label)


async def test_much_waits_for_a_second_custodian_who_is_told(
    owner: Player, admin: Player, player: Player
) -> None:
    await player.start()
    before = await owned(player)
    assert "otra persona la confirma" in await give(owner, player, 1_500, LONG_WAIT)
    assert "esperan un segundo sí" in await owner.screen()
    await admin.sees(f"+1\u202f500 besitos for {player.id}")
    assert await owned(player) == before
    await admin.send("/pending")
    await admin.press(str(player.id))
    assert "Prize · a <long> wait" in await admin.screen()
    yes = await button_of(admin, "Confirm")
    answer = await admin.press_data(yes)
    assert answer is not None
    assert "Confirmed" in answer["text"]
    after = await owned(player)
    assert after != before
    again = await admin.press_data(yes)
    assert again is not None
    assert "seen to that already" in again["text"]
    assert await owned(player) == after
    await owner.sees("Anotado: +1\u202f500")
    await player.send("/history")
    assert "Prize" in await player.screen()


async def test_besitos_are_moved_for_a_code_of_this_dialog_and_for_no_other(
    admin: Player, player: Player
) -> None:
    await player.start()
    before = await owned(player)
    await admin.send("/admin")
    await admin.press("🔎")
    await admin.send(str(player.id))
    await admin.press(str(player.id))
    await admin.press("+50")
    assert "Abuse" not in await admin.buttons()
    await admin.send("words before the button")
    assert "What for?" in await admin.screen()
    prize = await button_of(admin, "Prize")
    await admin.press_data(prize)
    await admin.send("for the race")
    assert "Prize · for the race" in await admin.screen()
    outdated = await button_of(admin, "Yes, grant")
    await admin.press_data(prize.replace("prize", "goodwill"))
    old = await admin.press_data(outdated)  # it showed another code
    assert old is not None
    assert "another evening" in old["text"]
    await admin.send("for the race")
    await admin.press("Yes, grant")
    await player.sees("for the race")
    after = await owned(player)
    assert after != before
    for forged in (prize, prize.replace("prize", "abuse"), prize.replace("prize", "riches")):
        refused = await admin.press_data(forged)
        assert refused is not None
        assert refused["text"]
    foreign = await player.press_data(prize)
    assert foreign is not None
    assert foreign["text"]
    assert await owned(player) == after
    await admin.send("/admin")
    await admin.press("📒")
    assert "+50 · Goodwill" in await admin.screen()


async def test_nobody_signs_twice_and_nobody_else_signs(
    owner: Player, admin: Player, player: Player
) -> None:
    await player.start()
    before = await owned(player)
    await give(owner, player, 1_600, LONG_WAIT)
    await owner.send("/pending")
    await owner.press(str(player.id))
    assert "lo pediste tú" in await owner.screen()
    withdraw = await button_of(owner, "Retirar")
    confirm = withdraw.replace("pw:", "py:")
    own = await owner.press_data(confirm)
    assert own is not None
    assert "otra persona" in own["text"]
    for data in (confirm, withdraw, withdraw.replace("pw:", "pn:"), confirm[:-4] + "beef"):
        foreign = await player.press_data(data)
        assert foreign is not None
        assert "not yours" in foreign["text"]
    not_hers = await admin.press_data(withdraw)
    assert not_hers is not None
    assert "whoever asked" in not_hers["text"]
    taken_back = await owner.press_data(withdraw)
    assert taken_back is not None
    assert "Retirado" in taken_back["text"]
    late = await admin.press_data(confirm)
    assert late is not None
    assert "seen to that already" in late["text"]
    assert await owned(player) == before


async def test_whoever_declines_says_why_and_whoever_asked_reads_it(
    owner: Player, admin: Player, player: Player
) -> None:
    await player.start()
    await give(owner, player, 1_700, LONG_WAIT)
    await admin.send("/pending")
    await admin.press(str(player.id))
    await admin.press("Decline")
    await admin.send("ask <b>them</b> first")
    assert "Declined" in await admin.screen()
    await owner.sees("ask <b>them</b> first")
    await owner.send("/admin")
    await owner.press("📒")
    assert "besitos, rechazados" in await owner.screen()


async def test_what_is_given_by_hand_is_given_once_and_taken_for_good(
    admin: Player, player: Player
) -> None:
    await player.start()
    await admin.send(f"/honours {player.id}")
    await admin.press("▫️")
    await admin.send("for <the> lamp")
    assert "for <the> lamp" in await admin.screen()
    yes = await button_of(admin, "Yes, give")
    given = await admin.press_data(yes)
    assert given is not None
    assert "Given" in given["text"]
    again = await admin.press_data(yes)
    assert again is not None
    assert "old" in again["text"].casefold() or "another" in again["text"].casefold()
    await player.sees("🏅")
    await admin.press("🏅")
    await admin.send("a mistake")
    taken = await admin.press("Yes, take for good")
    assert taken is not None
    assert "Taken" in taken["text"]
    await player.sees("a mistake")
    refused = await admin.press("✖️")
    assert refused is not None
    assert "not given twice" in refused["text"]


async def test_a_lost_streak_is_mended_for_nothing_and_the_player_reads_why(
    database: Database, admin: Player, player: Player
) -> None:
    await player.start()
    await break_streak(database, player)
    await admin.send(f"/mend {player.id}")
    assert "12 days" in await admin.screen()
    fault = await button_of(admin, "house's fault")
    await admin.press_data(fault)
    await admin.send("the <lift> was stuck")
    yes = await button_of(admin, "Yes, mend")
    await admin.press_data(yes)
    assert "stands at 13 days" in await admin.screen()
    await player.sees("the <lift> was stuck")
    for stale in (yes, fault):
        answer = await admin.press_data(stale)
        assert answer is not None
        assert answer["text"]
    await admin.send(f"/mend {player.id}")
    assert "No streak of theirs is broken" in await admin.screen()
    await player.send("/streak")
    assert "13 days" in await player.screen()


async def test_a_name_on_the_boards_is_taken_once_and_the_player_reads_why(
    admin: Player, player: Player
) -> None:
    await player.start()
    await player.send("/alias")
    await player.send("Night Owl")
    place = f"np:na:{player.id}"
    await admin.send("/admin")
    await admin.press_data(place)
    assert "Night Owl" in await admin.screen()
    await admin.send("it <hurts> somebody")
    assert "it <hurts> somebody" in await admin.screen()
    yes = await button_of(admin, "Yes, take the name")
    foreign = await player.press_data(yes)
    assert foreign is not None
    assert "another evening" in foreign["text"]
    await admin.press_data(yes)
    assert "Done" in await admin.screen()
    await player.sees("it <hurts> somebody")
    again = await admin.press_data(yes)
    assert again is not None
    assert "another evening" in again["text"]
    await player.send("/leaderboard")
    assert "Night Owl" not in await player.screen()
    locked = await player.press_data(place)
    assert locked is not None
    assert "not yours" in locked["text"]


async def test_players_find_these_drawers_locked(admin: Player, player: Player) -> None:
    await player.start()
    await admin.send(f"/honours {player.id}")
    pick = await button_of(admin, "▫️")
    about = (f"/honours {player.id}", f"/mend {player.id}")
    for command in ("/pending", "/honours", "/mend", *about):
        await player.send(command)
        assert "not yours" in await player.screen()
    for data in (pick, "hs:beef", "zy:beef", f"zg:{player.id}:1:travel", f"np:me:{player.id}"):
        answer = await player.press_data(data)
        assert answer is not None
        assert answer["text"]
    for typed in ("/honours", "/mend nobody", "/honours 99999999999999999999999"):
        await admin.send(typed)
        assert "12345" in await admin.screen() or "Nobody" in await admin.screen()
