"""Missions, gifts, questions, games, invitations: as a person meets them, and as a forger."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.e2e.house import House
from tests.e2e.player import Player


async def keys(player: Player) -> list[tuple[str, str]]:
    """Labels and callbacks of the newest message."""
    message = await player.page()
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [(b["text"], b.get("callback_data", "")) for row in rows for b in row]


async def told(player: Player, data: str) -> str:
    """What is said of a press, as an alert or on the screen."""
    message = await player.page()
    answer = await player.press_data(data, message["message_id"])
    return str((answer or {}).get("text") or "") or await player.screen()


async def balance(player: Player) -> str:
    await player.send("/profile")
    found = re.search(r"💋 (\S+) besitos", await player.screen())
    assert found is not None
    return found[1]


async def answer_one(player: Player) -> str:
    """Be asked a question and press its first option; the callback that was pressed."""
    await player.send("/trivia")
    await player.press("A question")
    _, data = (await keys(player))[0]
    await player.press_data(data, (await player.page())["message_id"])
    return data


@pytest.mark.parametrize(
    "command", ["/missions", "/gift", "/trivia", "/dice", "/duel", "/invite", "/achievements"]
)
async def test_every_room_opens_in_both_languages(
    sandbox: httpx.AsyncClient, house: House, command: str
) -> None:
    for language in ("en", "es"):
        player = await Player.new(sandbox, house, language_code=language)
        await player.start()
        await player.send(command)
        screen = await player.screen()
        assert screen
        assert "Lucien: something" not in screen


async def test_a_question_is_answered_once_and_an_old_button_says_what_it_came_to(
    player: Player,
) -> None:
    await player.start()
    pressed = await answer_one(player)
    first = await player.screen()
    assert "✓" in first
    before = await balance(player)
    asked, _, _ = pressed.removeprefix("qa:").partition(":")
    for option in range(4):
        await told(player, f"qa:{asked}:{option}")
        assert first.split("\n")[0] in await player.screen()
    assert await balance(player) == before


async def test_a_mission_is_claimed_once(player: Player) -> None:
    await player.start()
    while True:  # the mission "answer right once" is everybody's
        await answer_one(player)
        await player.send("/missions")
        if claims := [d for text, d in await keys(player) if "Answer your first" in text]:
            break
    await player.press_data(claims[0], (await player.page())["message_id"])
    assert "for a mission" in await player.screen()
    before = await balance(player)
    await player.send("/missions")
    await told(player, claims[0])
    await told(player, claims[0])
    assert await balance(player) == before


async def test_a_gift_that_is_not_ready_says_why(player: Player) -> None:
    await player.start()
    await player.send("/gift")
    assert "An hour will do" in await player.screen()
    assert "not ready yet" in await told(player, "gt")
    assert "An hour will do" in await player.screen()


async def test_a10_t4_the_house_throws_and_a_die_of_ones_own_is_none(
    sandbox: httpx.AsyncClient, player: Player
) -> None:
    await player.start()
    before = await balance(player)
    # Forwarded or sent: a die that the bot did not throw pays nothing.
    for more in (
        {},
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}},
    ):
        message = {
            "message_id": 9_100,
            "date": 1_767_225_600,
            "chat": {"id": player.id, "type": "private", "first_name": "Vera"},
            "from": {"id": player.id, "is_bot": False, "first_name": "Vera"},
            "dice": {"emoji": "🎲", "value": 6},
            **more,
        }
        await sandbox.post("/sim/updates", json={"update": {"message": message}})
    assert await balance(player) == before
    await player.send("/dice")
    await player.press("Free")
    for _ in range(40):
        if "🎲" in await player.screen() and "+" in await player.screen():
            break
        await player.send("/help")
    assert await balance(player) != before


async def test_a_duel_by_link(sandbox: httpx.AsyncClient, house: House, player: Player) -> None:
    rival = await Player.new(sandbox, house, first_name="Rita")
    for each in (player, rival):
        await each.start()
    await player.send("/duel")
    await player.press("⚔️ 💋 10")
    link = re.search(r"start=(d_[\w-]+)", await player.screen())
    assert link is not None
    await rival.start(link[1])
    assert "challenges you" in await rival.screen()
    await rival.press("Accept")
    await player.send("/duel")
    await player.press("Go on")
    for each in (rival, player):
        for _ in range(5):
            _, data = (await keys(each))[0]
            await each.press_data(data, (await each.page())["message_id"])
    assert " to " in await player.screen()
    third = await Player.new(sandbox, house)
    await third.start(link[1])
    assert "over, or was never yours" in " ".join(await third.texts())
    assert "not fought yet" in await third.screen()
    code = link[1].removeprefix("d_")
    assert "over, or was never yours" in await told(third, f"da:{code}")
    assert "over, or was never yours" in await told(third, f"dp:{code}")


async def test_an_invitation_counts_on_the_first_contact_alone(
    sandbox: httpx.AsyncClient, house: House, player: Player
) -> None:
    await player.start()
    await player.send("/invite")
    link = re.search(r"start=(r_[\w-]+)", await player.screen())
    assert link is not None
    assert str(player.id) not in link[1]
    guest, friend = [await Player.new(sandbox, house) for _ in range(2)]
    await friend.start()
    for each in (guest, friend, player):
        await each.start(link[1])
    await player.send("/invite")
    assert "On the way: 1" in await player.screen()


FORWARD = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"

FORGED = (
    "mc:1", "mc:-1", "mc:99999999999999999999", "mx:1:0", "mo:x", "qa:1:0", "qa:1:9", "qa:x:0",
    "dt:11", "dt:-10", "dt:99999", "dc:11", "da:nonsense", "dp:nonsense", "dx:nonsense",
    "dq:nonsense:1:0", "rc:1:1", "as:zz:0",
)  # fmt: skip


@pytest.mark.parametrize("data", FORGED)
async def test_a_forged_button_is_refused_kindly_and_changes_nothing(
    player: Player, data: str
) -> None:
    await player.start()
    before = await balance(player)
    said = await told(player, data)
    assert "Lucien" in said or "Nobody" in said
    assert await balance(player) == before


async def test_a_page_that_is_not_there_is_the_nearest_one(player: Player) -> None:
    await player.start()
    await player.send("/achievements")
    message = await player.page()
    for page in (-5, 99):
        await player.press_data(f"as:a:{page}", message["message_id"])
        assert "Your cabinet" in await player.screen()


async def test_a4_t5_what_is_secret_is_in_no_button_and_on_no_page(player: Player) -> None:
    await player.start()
    await player.send("/achievements")
    for _ in range(12):
        assert "Past three" not in await player.screen()
        assert "past_three" not in str(await keys(player))
        forward = [d for text, d in await keys(player) if text == FORWARD]
        if not forward:
            break
        await player.press_data(forward[0], (await player.page())["message_id"])


async def test_only_custodians_see_the_invitations_to_look_at(
    player: Player, owner: Player
) -> None:
    await player.start()
    await player.send("/referrals")
    assert "locked" in await player.screen()
    await owner.start()
    await owner.send("/referrals")
    assert "Invitaciones por revisar" in await owner.screen()
