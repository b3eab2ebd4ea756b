"""What a custodian does again and again, in the owner's language."""

from __future__ import annotations

from tests.e2e.player import Player


async def give(owner: Player, player: Player, amount: int, words: str) -> str:
    """From the desk to the last press. What the screen said before it."""
    await owner.start()
    await owner.send("/admin")
    await owner.press("🔎")
    await owner.send(str(player.id))
    await owner.press(str(player.id))
    await owner.press("otra cantidad")
    await owner.send(str(amount))
    await owner.press("Premio")
    await owner.send(words)
    said = await owner.screen()
    await owner.press("Sí, conceder")
    return said
