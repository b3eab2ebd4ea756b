"""A process of its own that claims one cause 25 times at once. For A1-T1."""

from __future__ import annotations

import asyncio
import sys

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.gamification import module


async def claim(url: str, user_id: int, times: int) -> None:
    kernel = Kernel.open(url, VirtualClock())
    game = module.build(kernel)

    async def once() -> None:
        async with kernel.uow() as tx:
            await game.rewards.give(tx, user_id, 10, "one cause", "welcome", tx.now)

    await asyncio.gather(*(once() for _ in range(times)))
    await kernel.close()


if __name__ == "__main__":
    asyncio.run(claim(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
