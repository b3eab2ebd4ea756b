"""What nobody should send and somebody will: it changes nothing and is answered kindly."""

from __future__ import annotations

import httpx
import pytest

from tests.e2e.house import House
from tests.e2e.player import Player

HOSTILE_NAMES = ["<b>bold</b>", "a & b", "\u202egnirts", "\u200b" * 40, "x" * 64, "{name} %s {0}"]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
async def test_no_name_breaks_a_screen(
    sandbox: httpx.AsyncClient, house: House, name: str
) -> None:
    player = await Player.new(sandbox, house, first_name=name)
    await player.start()
    assert "Lucien" in await player.screen()
    for command in ("/menu", "/profile"):
        await player.send(command)
        assert "🔥" in await player.screen()


async def test_a_double_tap_and_a_stale_button_decide_once(player: Player) -> None:
    await player.start()
    await player.press("Step inside")
    scene = (await player.messages())[-1]
    first = scene["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    other = scene["reply_markup"]["inline_keyboard"][1][0]["callback_data"]
    await player.press_data(first, scene["message_id"])
    once = await player.screen()
    await player.press_data(first, scene["message_id"])
    answer = await player.press_data(other, scene["message_id"])
    assert answer is not None
    assert answer["text"]
    await player.send("/story")
    assert (await player.screen()).split("💋")[0].strip() in once


@pytest.mark.parametrize(
    "data",
    ["c:1:0:0", "c:999999:0:0", "c:-1:0:0", "c:0:0:99", "nonsense", "n:zz", "ac:1", "ag:1:50",
     "ak:deadbeef:prize", "ak:deadbeef:riches", "ay:deadbeef", "l:xx", "z:99", "r:1:0:1",
     "ad:n", "💋"],
)  # fmt: skip
async def test_a_forged_callback_is_refused_kindly(player: Player, data: str) -> None:
    await player.start()
    await player.send("/profile")
    before = await player.screen()
    message = (await player.messages())[-1]
    answer = await player.press_data(data, message["message_id"])
    said = (answer or {}).get("text") or await player.screen()
    assert "Lucien" in said or "Nobody" in said
    await player.send("/profile")
    assert await player.screen() == before


async def test_the_same_update_three_times_is_answered_once(
    sandbox: httpx.AsyncClient, player: Player, house: House
) -> None:
    await player.start()
    before = len(await player.texts())
    update = {
        "message": {
            "message_id": 9_001,
            "date": 1_767_225_600,
            "chat": {"id": player.id, "type": "private", "first_name": "Vera"},
            "from": {"id": player.id, "is_bot": False, "first_name": "Vera"},
            "text": "/profile",
        }
    }
    response = await sandbox.post("/sim/updates", json={"update": update})
    number = response.json()["update_id"]
    for _ in range(2):
        await sandbox.post("/sim/updates", json={"update": {**update, "update_id": number}})
    await house.handled(number)
    await player.send("/help")
    assert len(await player.texts()) == before + 2


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": {}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "group"}}},
        {"poll": {"id": "1"}},
        {"something_new": {"deep": [1, 2, {"x": None}]}},
        {"callback_query": {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": "x"}}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}}},
    ],
    ids=lambda update: next(iter(update), "empty"),
)
async def test_an_odd_update_harms_nobody(
    sandbox: httpx.AsyncClient, player: Player, house: House, update: dict[str, object]
) -> None:
    response = await sandbox.post("/sim/updates", json={"update": update})
    assert response.is_success, response.text
    await player.start()
    assert "Lucien" in await player.screen()


async def test_who_blocks_is_left_alone_and_who_returns_is_welcome(
    player: Player, owner: Player
) -> None:
    await player.start()
    await player.block()
    await player.unblock()
    await player.send("/menu")
    assert "Diana" in await player.screen()
