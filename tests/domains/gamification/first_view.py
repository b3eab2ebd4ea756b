"""A process of its own that looks at somebody's missions ten times at once. For A5-T1."""

from __future__ import annotations

import asyncio
import sys

from domains.core import Kernel
from domains.core.clock import VirtualClock
from domains.gamification import module


async def look(url: str, user_id: int, times: int) -> None:
    kernel = Kernel.open(url, VirtualClock())
    game = module.build(kernel)
    await asyncio.gather(*(game.goals.missions.board(user_id, "UTC") for _ in range(times)))
    await kernel.close()


if __name__ == "__main__":
    asyncio.run(look(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
