"""Counting what happened before a definition was there (A4 rule 9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce

import structlog

from domains.core.clock import Clock, sleep
from domains.core.events import AchievementsReviewedEvent, BaseEvent
from domains.core.events.identity import new_event_id
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.achievements.errors import UnknownAchievementError
from domains.gamification.achievements.model import Achievement, Cause, Progress
from domains.gamification.achievements.repository import AchievementRows
from domains.gamification.achievements.service import Achievements
from domains.gamification.backfill.model import BATCH, LEASE, Forecast, Review
from domains.gamification.backfill.repository import Past, Reviews
from domains.gamification.filters.model import State

log = structlog.get_logger(__name__)

LOOK_SECONDS = 5.0
"""How often an idle instance looks whether a review was asked for."""
PAUSE_SECONDS = 0.2
"""Between two batches, so that players never notice."""

Advance = Callable[[int], None]


class Backfill:
    """Reviews the past, silently: each player who gains something is told once.

    Safe to ask for again: counters only grow, tiers are unlocked once. A review that was cut
    short goes on where it was. An instance that counts live while it runs loses nothing: the
    player's counter is locked while their past is read, and what was not heard yet is left out.
    """

    def __init__(
        self, uow: UnitOfWork, clock: Clock, achievements: Achievements, past: Past
    ) -> None:
        self._uow = uow
        self._clock = clock
        self._achievements = achievements
        self._rows = AchievementRows()
        self._reviews = Reviews()
        self._past = past

    async def forecast(self, code: str, advance: Advance = lambda _: None) -> Forecast:
        """What a review would do now. Changes nothing. Raises UnknownAchievementError."""
        achievement = await self._definition(code)
        total, cursor = Forecast(0, 0, 0, 0), ""
        while True:
            async with self._uow.reading() as tx:
                keys = await self._past.players(
                    tx, achievement.criterion.event_types, cursor, BATCH
                )
                gains = [await self._gain(tx, achievement, key) for key in keys]
            tiers = [tier for gained in gains for tier in gained]
            total = Forecast(
                total.players + len(keys),
                total.gaining + sum(map(bool, gains)),
                total.tiers + len(tiers),
                total.besitos + sum(achievement.tiers[tier - 1].reward for tier in tiers),
            )
            advance(len(keys))
            if len(keys) < BATCH:
                return total
            cursor = keys[-1]

    async def players(self, code: str) -> int:
        """How many players there are to look at. Raises UnknownAchievementError."""
        achievement = await self._definition(code)
        async with self._uow.reading() as tx:
            return await self._past.count_players(tx, achievement.criterion.event_types)

    async def ask(self, code: str) -> int:
        """Ask the house for a review; its id. Raises UnknownAchievementError."""
        achievement = await self._definition(code)
        async with self._uow() as tx:
            players = await self._past.count_players(tx, achievement.criterion.event_types)
            return await self._reviews.ask(tx, achievement, players)

    async def progress(self, review_id: int) -> Review | None:
        """How far a review is."""
        async with self._uow.reading() as tx:
            return await self._reviews.get(tx, review_id)

    async def work(self) -> None:
        """Do what is asked for, for ever. Any number of instances may."""
        while True:
            if not await self.step():
                await sleep(self._clock, LOOK_SECONDS)
            else:
                await sleep(self._clock, PAUSE_SECONDS)

    async def step(self) -> bool:
        """Do one batch of the oldest review that waits. False when none does."""
        async with self._uow.reading() as tx:
            if not await self._reviews.is_waiting(tx):
                return False
        async with self._uow() as tx:
            review = await self._reviews.take(tx, tx.now + LEASE)
            catalogue = await self._achievements.present(tx)
        if review is None:
            return False
        achievement = catalogue.get(review.code, review.version)
        if achievement is None or not await self._batch(review, achievement):
            async with self._uow() as tx:
                await self._reviews.finish(tx, review.id)
            log.info("achievements.reviewed", code=review.code, version=review.version)
        return True

    async def _batch(self, review: Review, achievement: Achievement) -> bool:
        types = achievement.criterion.event_types
        async with self._uow.reading() as tx:
            keys = await self._past.players(tx, types, review.cursor, BATCH)
        unlocked = 0
        for key in keys:
            async with self._uow() as tx:
                unlocked += await self._review(tx, achievement, int(key))
        if keys:
            async with self._uow() as tx:  # the lease ends: whoever is first does the next batch
                await self._reviews.move_on(tx, review, keys[-1], len(keys), unlocked, tx.now)
        return len(keys) == BATCH

    async def _review(self, tx: Transaction, achievement: Achievement, user_id: int) -> int:
        known = (await self._rows.lock(tx, user_id, [achievement.code])).get(achievement.code, [])
        if any(each.version < achievement.version for each in known):
            return 0  # theirs is an older version, and stays it
        if not known:
            nothing = Progress(
                achievement.code, achievement.version, achievement.period_of(tx.now)
            )
            await self._rows.begin(tx, user_id, [nothing])
            known = (await self._rows.lock(tx, user_id, [achievement.code]))[achievement.code]
        best = {each.period: each for each in known}
        for counted in await self._counted(tx, achievement, str(user_id)):
            former = best.get(counted.period)
            if former is None or counted.steps > former.steps:
                best[counted.period] = counted
        await self._rows.begin(tx, user_id, best.values())
        await self._rows.save(tx, user_id, best.values())
        return await self._unlock(tx, achievement, user_id, max(p.steps for p in best.values()))

    async def _unlock(
        self, tx: Transaction, achievement: Achievement, user_id: int, steps: int
    ) -> int:
        cause, paid = Cause(new_event_id(), tx.now, is_silent=True), {}
        for tier in achievement.crossed(0, steps):
            reward = await self._achievements.unlock(tx, user_id, achievement, tier, cause)
            if reward is not None:
                paid[tier] = reward
        if paid:
            tx.publish(
                AchievementsReviewedEvent(
                    user_id=user_id,
                    achievement_id=achievement.code,
                    tier=max(paid),
                    counted=steps,
                    points_reward=sum(paid.values()),
                )
            )
        return len(paid)

    async def _gain(self, tx: Transaction, achievement: Achievement, key: str) -> list[int]:
        known = (await self._rows.progress_of(tx, int(key))).get(achievement.code, [])
        if any(each.version < achievement.version for each in known):
            return []
        counted = [*known, *await self._counted(tx, achievement, key)]
        steps = max((each.steps for each in counted), default=0)
        unlocks = await self._rows.unlocks_of(tx, int(key))
        have = {unlock.tier for unlock in unlocks if unlock.code == achievement.code}
        return [tier for tier in achievement.crossed(0, steps) if tier not in have]

    async def _counted(
        self, tx: Transaction, achievement: Achievement, key: str
    ) -> list[Progress]:
        """What the past comes to, by period."""
        by_period: dict[str, list[BaseEvent]] = {}
        for event in await self._past.of(tx, key, achievement.criterion.event_types):
            by_period.setdefault(achievement.period_of(event.timestamp), []).append(event)
        nothing: State = {}
        return [
            replace(
                Progress(achievement.code, achievement.version, period),
                state=reduce(achievement.fold, events, nothing),
            )
            for period, events in by_period.items()
        ]

    async def _definition(self, code: str) -> Achievement:
        async with self._uow.reading() as tx:
            achievement = (await self._achievements.present(tx)).get(code)
        if achievement is None:
            raise UnknownAchievementError(achievement=code)
        return achievement
