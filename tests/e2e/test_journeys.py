"""What people do, from their first press to the end of the chapter, seen as they see it."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.e2e.conftest import in_all_houses
from tests.e2e.house import House
from tests.e2e.player import Player


def balance(profile: str) -> int:
    """What the profile says is owned."""
    found = re.search(r"💋 ([\d\u202f]+) besitos", profile)
    assert found is not None, profile
    return int(found[1].replace("\u202f", ""))


LONGEST_CHAPTER = 40
"""Turns; a chapter that has not ended by then has lost its way."""


async def read_to_the_end(player: Player, door: str, again: str) -> int:
    """Open the story and take the first choice each time. Returns how many were taken."""
    await player.press(door)
    for taken in range(LONGEST_CHAPTER):
        labels = await player.buttons()
        if any(again in label for label in labels):
            return taken
        await player.press(labels[0])
    raise AssertionError("the chapter never ends")


@in_all_houses
@pytest.mark.parametrize(
    ("language", "door", "again"),
    [
        ("en", "Step inside", "Read the chapter again"),
        ("es", "Cruzar la puerta", "Releer el capítulo"),
    ],
)
async def test_a_new_player_reads_the_first_chapter_to_its_end(
    sandbox: httpx.AsyncClient, house: House, language: str, door: str, again: str
) -> None:
    player = await Player.new(sandbox, house, language_code=language)
    await player.start()
    assert "Lucien" in await player.screen()
    assert "Diana" in await player.screen()
    assert "💋 +10" in await player.screen()
    taken = await read_to_the_end(player, door, again)
    assert taken >= 6
    told = "\n".join(await player.texts())
    assert "🏅" in told, "the first achievement was never told"
    await player.send("/profile")
    assert balance(await player.screen()) > 200


async def test_the_end_of_a_chapter_is_a_door_to_the_next(player: Player) -> None:
    await player.start()
    await read_to_the_end(player, "Step inside", "Read the chapter again")
    await player.press("Next chapter")
    assert "A Small Irregularity" in await player.screen()
    assert "Quince" in await player.screen()


@in_all_houses
async def test_besitos_arrive_in_the_message_that_answers_the_decision(player: Player) -> None:
    await player.start()
    await player.press("Step inside")
    await player.press((await player.buttons())[0])
    assert "💋 +" in await player.screen()


async def test_a_second_tap_leaves_the_rewards_of_the_first_one_where_they_are(
    player: Player,
) -> None:
    await player.start()
    await player.press("Step inside")
    page = (await player.messages())[-1]
    choice = page["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    other = page["reply_markup"]["inline_keyboard"][1][0]["callback_data"]
    await player.press_data(choice, page["message_id"])
    told = await player.texts()
    assert "💋 +" in told[-1]
    await player.press_data(choice, page["message_id"])
    await player.press_data(other, page["message_id"])
    assert await player.texts() == told


@in_all_houses
async def test_the_owner_finds_a_player_and_an_open_profile_shows_the_grant(
    player: Player, owner: Player
) -> None:
    await player.start()
    await player.send("/profile")
    before = balance(await player.screen())
    await owner.start()
    await owner.send("/admin")
    await owner.press("🔎")
    await owner.send(str(player.id))
    await owner.press(str(player.id))
    await owner.press("💋 +50")
    await owner.press("Premio")
    await owner.send("for the <b>best</b> question of the evening")
    await owner.press("Sí, conceder")
    assert str(before + 50) in await owner.screen()
    await player.sees(f"{before + 50} besitos")
    await player.sees("for the <b>best</b> question of the evening")


@in_all_houses
async def test_what_is_taken_back_is_no_more_than_there_is_and_is_told(
    player: Player, owner: Player
) -> None:
    await player.start()
    await player.send("/profile")
    owned = balance(await player.screen())
    await owner.start()
    await owner.send("/admin")
    await owner.press("🔎")
    await owner.send(str(player.id))
    await owner.press(str(player.id))
    await owner.press("otra cantidad")
    await owner.send("a few")
    await owner.send(f"-{owned + 500}")
    assert f"\N{MINUS SIGN}{owned}" in await owner.screen()
    await owner.press("Corrección")
    await owner.send("a slip of the pen")
    await owner.press("Sí, retirar")
    assert f"\N{MINUS SIGN}{owned}" in await owner.screen()
    await player.sees("a slip of the pen")


async def test_the_owner_looks_at_the_numbers_as_a_picture(owner: Player) -> None:
    await owner.start()
    await owner.send("/admin")
    await owner.press("📈")
    newest = (await owner.messages())[-1]
    assert newest["photo"]
    assert "Hoy" in newest["caption"]


async def test_language_changes_in_the_middle_and_the_story_goes_on(player: Player) -> None:
    await player.start()
    await player.press("Step inside")
    await player.press((await player.buttons())[0])
    await player.send("/settings")
    await player.press("Español")
    assert "El idioma en que le hablo" in await player.screen()
    await player.send("/story")
    await player.press((await player.buttons())[0])
    await player.send("/profile")
    assert "Nivel 1" in await player.screen() or "Nivel 2" in await player.screen()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/menu", "Level 1"),
        ("/story", "Lucien"),
        ("/profile", "besitos"),
        ("/streak", "1 day"),
        ("/achievements", "cabinet"),
        ("/settings", "clock"),
        ("/help", "Besitos"),
        ("/privacy", "keeps of you"),
        ("/cancel", "Level 1"),
    ],
)
async def test_every_command_answers(player: Player, command: str, words: str) -> None:
    await player.start()
    await player.send(command)
    assert words in await player.screen()


async def test_whoever_is_no_custodian_finds_the_desk_locked(player: Player) -> None:
    await player.start()
    await player.send("/admin")
    assert "the key is not yours" in await player.screen()
