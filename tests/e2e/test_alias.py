"""A name of one's own on the boards, as a player presses and types it."""

from __future__ import annotations

from tests.e2e.player import Player


async def test_a_name_is_typed_and_read_on_the_board(player: Player) -> None:
    await player.start()
    await player.send("/leaderboard")
    await player.press("My name here")
    assert "Vera" in await player.screen()
    await player.send("<b>Owl</b>")
    assert "knows no other signs" in await player.screen()
    await player.send("Lucien")
    assert "called so already" in await player.screen()
    await player.send("Night Owl")
    assert "Night Owl" in await player.screen()
    assert "is free again on" in await player.screen()
    await player.send("/leaderboard")
    assert "Night Owl" in await player.screen()


async def test_a_name_is_not_changed_again_so_soon_and_is_dropped_at_any_time(
    player: Player,
) -> None:
    await player.start()
    await player.send("/alias")
    await player.send("Night Owl")
    await player.send("/alias")
    await player.send("Day Owl")  # nobody asked
    await player.send("/alias")
    assert "Night Owl" in await player.screen()
    for _ in range(2):
        answer = await player.press_data("bd")
        assert answer is not None
        assert "own name" in answer["text"]
    assert "Vera" in await player.screen()
