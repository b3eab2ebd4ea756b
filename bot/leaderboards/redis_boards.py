"""The boards' accelerator: answers from Redis, or says that it does not know (A8).

The database stays the truth. This copy holds absolute totals, is complete or not used, and is
made anew beside the old one when it was lost; meanwhile everybody is answered from SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.leaderboards.redis_scripts import FILL, FINISH, PUT, VIEW
from domains.core.clock import Clock
from domains.gamification.leaderboards.model import Place, Ranked, Standing

log = structlog.get_logger(__name__)

AWAY = (RedisError, OSError)
TIMEOUT_SECONDS = 0.25
PAUSE = timedelta(seconds=5)
"""After a failure nobody waits for Redis for so long."""
BUILD_SECONDS = 60
"""A copy being made is given up when nothing was added to it for so long."""
LIFE_SECONDS = 90 * 24 * 3_600
MOST_MS, MOST_ID = 10**15 - 1, 2**63 - 1
PREFIX = "diana:board"


class RedisBoards:
    """One sorted set per board. Every method tolerates a server that is away."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        self._redis: Any = Redis.from_url(
            url,
            socket_timeout=TIMEOUT_SECONDS,
            socket_connect_timeout=TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 0),
            decode_responses=True,
            protocol=2,
        )
        self._put = self._redis.register_script(PUT)
        self._fill = self._redis.register_script(FILL)
        self._finish = self._redis.register_script(FINISH)
        self._view = self._redis.register_script(VIEW)
        self._away_until: datetime | None = None

    async def close(self) -> None:
        """Give the connections back."""
        await self._redis.aclose()

    # -- reading ------------------------------------------------------------------------

    async def standing(
        self, board_id: int, user_id: int, top: int, beside: int
    ) -> Standing | None:
        """The board from the copy; None when there is none, or the player is not on it."""
        if self._is_away():
            return None
        try:
            found = await self._view(keys=_live(board_id), args=[user_id, top, beside])
        except AWAY as error:
            self._note_away(error)
            return None
        if not found:
            return None
        players, best, first, around = found
        return Standing(_ranked(best, 1), _ranked(around, int(first) + 1), int(players))

    # -- writing ------------------------------------------------------------------------

    async def put(self, board_id: int, user_id: int, place: Place | None) -> None:
        """Somebody's absolute total, or that they are not shown. Again: nothing changes.

        Raises what the driver raises: the copy is then no longer to be trusted.
        """
        score, name = (place.score, member(place)) if place is not None else (0, "")
        await self._put(keys=[*_live(board_id), *_new(board_id)], args=[user_id, score, name])

    async def is_ready(self, board_id: int) -> bool:
        """Is there a complete copy?"""
        return bool(await self._redis.exists(_live(board_id)[0]))

    async def distrust(self, board_id: int) -> None:
        """Use the copy no more."""
        await self._redis.delete(_live(board_id)[0])

    async def totals(self, board_id: int, user_ids: Sequence[int]) -> list[str | None]:
        """The members under which these players are kept."""
        found: list[str | None] = await self._redis.hmget(_live(board_id)[2], list(user_ids))
        return found

    async def size(self, board_id: int) -> int:
        """How many players the copy has."""
        return int(await self._redis.zcard(_live(board_id)[1]))

    # -- making a copy ------------------------------------------------------------------

    async def begin(self, board_id: int, token: str) -> bool:
        """Begin a new copy. False when somebody else is at it."""
        building, *parts = _new(board_id)
        if not await self._redis.set(building, token, nx=True, ex=BUILD_SECONDS):
            return False
        await self._redis.delete(*parts)
        return True

    async def add(self, board_id: int, token: str, places: Sequence[Place]) -> bool:
        """Add places to the copy. False when it is gone: everything was flushed."""
        args: list[str | int] = [token, BUILD_SECONDS]
        for place in places:
            args += [place.user_id, place.score, member(place)]
        return bool(await self._fill(keys=_new(board_id), args=args))

    async def finish(self, board_id: int, token: str) -> bool:
        """Let the new copy take the old one's place. False when it is gone."""
        keys = [*_live(board_id), *_new(board_id)]
        return bool(await self._finish(keys=keys, args=[token, LIFE_SECONDS]))

    # -- inside -------------------------------------------------------------------------

    def _is_away(self) -> bool:
        return self._away_until is not None and self._clock.now() < self._away_until

    def _note_away(self, error: BaseException) -> None:
        self._away_until = self._clock.now() + PAUSE
        log.info("leaderboard.redis_away", error=type(error).__name__)


def member(place: Place) -> str:
    """Sorts equal scores as the database does: the tie keys are in the member, not the score.

    A score is a double in Redis, exact up to 2**53: nothing else would fit into it.
    """
    return f"{MOST_MS + place.neg_reached:015d}:{MOST_ID + place.neg_user:019d}"


def _ranked(flat: Sequence[str], first: int) -> tuple[Ranked, ...]:
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return tuple(
        Ranked(rank, MOST_ID - int(name.partition(":")[2]), int(float(score)))
        for rank, (name, score) in enumerate(pairs, start=first)
    )


def _live(board_id: int) -> list[str]:
    base = f"{{{PREFIX}:{board_id}}}"  # one hash slot: a script touches keys of one only
    return [f"{base}:ready", f"{base}:rank", f"{base}:member"]


def _new(board_id: int) -> list[str]:
    base = f"{{{PREFIX}:{board_id}}}:new"
    return [f"{base}:building", f"{base}:rank", f"{base}:member"]
