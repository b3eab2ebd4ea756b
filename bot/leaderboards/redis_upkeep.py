"""Keeps the copies of the boards complete and true."""

from __future__ import annotations

from uuid import uuid4

import structlog

from bot.leaderboards.redis_boards import AWAY, RedisBoards, member
from domains.core import BoardScoreChangedEvent, Subscription, reaction
from domains.core.clock import Clock, sleep
from domains.gamification.leaderboards.copying.service import BoardSource
from domains.gamification.leaderboards.model import Place

log = structlog.get_logger(__name__)

EVERY_SECONDS = 2.0
CHECK_EVERY = 30
"""Rounds between two comparisons of random players."""
SAMPLE, BATCH = 50, 2_000


class RedisUpkeep:
    """Follows every change, makes lost copies anew, and compares copies with the database."""

    def __init__(self, boards: RedisBoards, source: BoardSource, clock: Clock) -> None:
        self._boards = boards
        self._source = source
        self._clock = clock
        self._doubtful: set[int] = set()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (reaction("bot.copy_board_scores", BoardScoreChangedEvent, self._follow),)

    async def run(self) -> None:
        """Look after the copies for ever."""
        rounds = 0
        while True:
            rounds += 1
            await self.keep(compares=rounds % CHECK_EVERY == 0)
            await sleep(self._clock, EVERY_SECONDS)

    async def keep(self, *, compares: bool = False) -> None:
        """One round: distrust what is wrong, make what is missing. Redis may be away."""
        try:
            for board_id in await self._source.open_boards():
                if board_id in self._doubtful:
                    await self._boards.distrust(board_id)
                    self._doubtful.discard(board_id)
                if not await self._boards.is_ready(board_id):
                    await self._rebuild(board_id)
                elif compares and not await self.agrees(board_id):
                    await self._boards.distrust(board_id)
                    log.warning("leaderboard.copy_differs", board_id=board_id)
        except AWAY as error:
            log.info("leaderboard.redis_away", error=type(error).__name__)

    async def agrees(self, board_id: int) -> bool:
        """Do random players and the total agree with the database? Asked twice: news travels."""
        return await self._agrees_now(board_id) or await self._agrees_now(board_id)

    async def _agrees_now(self, board_id: int) -> bool:
        places, players = await self._source.sample(board_id, SAMPLE)
        if await self._boards.size(board_id) != players:
            return False
        if not places:
            return True
        kept = await self._boards.totals(board_id, [place.user_id for place in places])
        return kept == [member(place) for place in places]

    async def _follow(self, event: BoardScoreChangedEvent) -> None:
        place = None
        if event.score:
            place = Place(event.score, -event.reached_ms, -event.user_id)
        try:
            await self._boards.put(event.board_id, event.user_id, place)
        except AWAY:
            self._doubtful.add(event.board_id)

    async def _rebuild(self, board_id: int) -> None:
        token, last, count = uuid4().hex, 0, 0
        if not await self._boards.begin(board_id, token):
            return
        while places := await self._source.shown(board_id, last, BATCH):
            if not await self._boards.add(board_id, token, places):
                return  # flushed under our hands: the next round begins anew
            last, count = places[-1].user_id, count + len(places)
        if await self._boards.finish(board_id, token):
            log.info("leaderboard.copied", board_id=board_id, players=count)
