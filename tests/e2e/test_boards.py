"""Boards, the bell and the card on the profile, as people press them."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.e2e.house import House
from tests.e2e.player import Player


async def read_a_little(player: Player, door: str = "Step inside") -> None:
    await player.start()
    await player.press(door)
    await player.press((await player.buttons())[0])


async def data_of(player: Player, label: str) -> tuple[str, int]:
    """The callback of the newest button with a label, and its message."""
    for message in reversed(await player.messages()):
        rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in (button for row in rows for button in row):
            if label in button["text"]:
                return button["callback_data"], message["message_id"]
    raise AssertionError(label)


@pytest.mark.parametrize(
    ("language", "door", "own", "league"),
    [
        ("en", "Step inside", "You stand at", "moves? a room up|move a room up"),
        ("es", "Cruzar la puerta", "Vas en el puesto", "suben? de sala"),
    ],
)
async def test_a_player_finds_themselves_on_the_boards_and_in_a_league(
    sandbox: httpx.AsyncClient, house: House, language: str, door: str, own: str, league: str
) -> None:
    player = await Player.new(sandbox, house, first_name="Vera", language_code=language)
    await read_a_little(player, door)
    await player.send("/leaderboard")
    assert own in await player.screen()
    assert "Vera" in await player.screen()
    assert (await player.messages())[-1].get("photo")
    for tab in ("Month", "Season", "All time", "Streak") if language == "en" else ("Mes",):
        await player.press(tab)
        assert "Vera" in await player.screen()
    await player.press("League" if language == "en" else "Liga")
    assert re.search(league, await player.screen())


async def test_who_hides_is_seen_by_nobody_and_pressing_twice_changes_nothing(
    sandbox: httpx.AsyncClient, house: House
) -> None:
    ada = await Player.new(sandbox, house, first_name="Adalgisa")
    eva = await Player.new(sandbox, house, first_name="Evangelina")
    for player in (ada, eva):
        await read_a_little(player)
    await ada.send("/leaderboard")
    hide, message_id = await data_of(ada, "Hide me")
    for _ in range(2):
        await ada.press_data(hide, message_id)
        assert "Only you can see it" in await ada.screen()
    await eva.send("/leaderboard")
    assert "Adalgisa" not in await eva.screen()
    await eva.press_data(hide, message_id)  # somebody else's button hides nobody but oneself
    await ada.press("Show me again")
    assert "You stand at" in await ada.screen()
    assert "Evangelina" not in await ada.screen()


@pytest.mark.parametrize(
    "data", ["b:friends:0", "b::1", "b:week:maybe", "bs:1:friends", "bs:2:week", "b:week", "bs:0:"]
)
async def test_a_forged_board_is_refused_kindly_and_hides_nobody(
    player: Player, data: str
) -> None:
    await read_a_little(player)
    await player.send("/leaderboard")
    before = await player.screen()
    message = (await player.messages())[-1]
    answer = await player.press_data(data, message["message_id"])
    assert "Lucien" in str((answer or {}).get("text"))
    await player.send("/leaderboard")
    assert await player.screen() == before


@pytest.mark.parametrize(
    "data",
    ["nt:transactional:off", "nt:forged:on", "nt:reminders:loud", "nl:forged:less", "nq:perhaps"],
)
async def test_a_forged_switch_is_refused_kindly_and_changes_nothing(
    player: Player, data: str
) -> None:
    await player.start()
    await player.send("/notifications")
    before = await player.screen()
    message = (await player.messages())[-1]
    answer = await player.press_data(data, message["message_id"])
    assert "Lucien" in str((answer or {}).get("text"))
    await player.send("/notifications")
    assert await player.screen() == before


async def test_switches_are_pressed_twice_and_from_an_old_screen(player: Player) -> None:
    await player.start()
    await player.send("/notifications")
    off, old_id = await data_of(player, "off: Reminders")
    for _ in range(2):
        await player.press_data(off, old_id)
        assert "🔕 Reminders" in await player.screen()
    await player.press("on: Reminders")
    assert "🔔 Reminders" in await player.screen()
    await player.press_data(off, old_id)  # a stale button says what it says, and does it
    assert "🔕 Reminders" in await player.screen()
    await player.press("No quiet hours")
    assert "No quiet hours." in await player.screen()
    await player.press("Quiet nights")
    assert "22:00" in await player.screen()


async def test_less_of_these_and_then_none(player: Player) -> None:
    await player.start()
    await player.send("/menu")
    message = (await player.messages())[-1]
    for _ in range(2):
        await player.press_data("nl:reminders:less", message["message_id"])
        assert "three days" in await player.screen()
    await player.press("None at all")
    assert "No more of these" in await player.screen()
    await player.send("/notifications")
    assert "🔕 Reminders" in await player.screen()


async def test_the_profile_is_a_card_with_what_comes_next(player: Player) -> None:
    await read_a_little(player)
    await player.send("/profile")
    assert (await player.messages())[-1].get("photo")
    screen = await player.screen()
    assert "to level" in screen
    assert "besitos" in screen
    await player.press("Boards")
    assert "You stand at" in await player.screen()
    await player.press("Back")
    assert "to level" in await player.screen()
