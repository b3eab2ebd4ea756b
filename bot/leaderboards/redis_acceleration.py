"""The accelerator, put together from the settings."""

from __future__ import annotations

from bot.leaderboards.redis_boards import RedisBoards
from bot.leaderboards.redis_upkeep import RedisUpkeep
from bot.settings import Settings
from domains.core import Kernel
from domains.gamification.leaderboards.copying.service import BoardSource
from domains.gamification.leaderboards.service import Leaderboards


class Acceleration:
    """Boards answered from Redis while its copy is complete."""

    def __init__(self, kernel: Kernel, boards: Leaderboards, url: str) -> None:
        self._kernel = kernel
        self._copies = RedisBoards(url, kernel.clock)
        upkeep = RedisUpkeep(self._copies, BoardSource(kernel.uow), kernel.clock)
        self._run = upkeep.run
        kernel.bus.add(upkeep.subscriptions)
        boards.accelerate(self._copies)

    def start(self) -> None:
        """Begin to make and compare copies."""
        self._kernel.supervisor.keep_running("leaderboard.copies", self._run)

    async def close(self) -> None:
        """Give the connections back."""
        await self._copies.close()


def accelerated(settings: Settings, kernel: Kernel, boards: Leaderboards) -> Acceleration | None:
    """The accelerator when REDIS_URL is set, else None: the database answers."""
    if settings.redis_url is None:
        return None
    return Acceleration(kernel, boards, settings.redis_url.get_secret_value())
