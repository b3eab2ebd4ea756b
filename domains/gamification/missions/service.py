"""Giving missions, counting them, exchanging them and paying for them."""

from __future__ import annotations

from dataclasses import replace

from domains.core.events import BaseEvent, MissionCompletedEvent, MissionProgressedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.missions.errors import (
    MissionBegunError,
    MissionNotDoneError,
    NoSuchMissionError,
)
from domains.gamification.missions.model import (
    SETS,
    Assignment,
    Board,
    Cadence,
    Claim,
    Status,
)
from domains.gamification.missions.repository import Assignments, Periods
from domains.gamification.points.service import Points
from domains.gamification.rewards.service import Rewards
from domains.gamification.rotation.service import Rotation, announce, occasion
from domains.gamification.rules.service import Rulebook

REWARD, BONUS, REROLL = "mission", "mission_bonus", "mission_reroll"
"""Rule codes of the ledger."""
SWEEP = 200


class Missions:
    """What the bot asks for opens its own transaction; `count` and `sweep` are given one."""

    def __init__(
        self,
        uow: UnitOfWork,
        book: Rulebook,
        points: Points,
        rewards: Rewards,
        rotation: Rotation,
    ) -> None:
        self._uow = uow
        self._book = book
        self._points = points
        self._rewards = rewards
        self._rotation = rotation
        self._periods = Periods()
        self._assignments = Assignments()

    # -- use cases ----------------------------------------------------------------------

    async def board(self, user_id: int, timezone: str) -> Board:
        """Everything there is to do, given out now if need be."""
        async with self._uow() as tx:
            await self._rotation.ensure(tx, user_id, timezone, tx.now)
            rules = self._book.now.missions
            missions = await self._assignments.open(tx, user_id, tx.now)
            ends, bonuses, free = {}, {}, 0
            for cadence in SETS:
                if (last := await self._periods.last(tx, user_id, cadence)) is not None:
                    ends[cadence.value] = last.expires_at
                    bonuses[cadence.value] = 0 if last.bonus_at else self._bonus(cadence)
                    free += max(0, rules.free_rerolls - last.rerolls)
        shown = [m for m in missions if m.status != Status.ACTIVE or m.expires_at > tx.now]
        return Board(tuple(shown), ends, bonuses, free, rules.reroll_price)

    async def claim(self, user_id: int, assignment_id: int) -> Claim:
        """Take what a completed mission pays. Again: the same, and nothing more.

        Raises NoSuchMissionError, MissionNotDoneError.
        """
        async with self._uow() as tx:
            mission = await self._assignments.get(tx, user_id, assignment_id, lock=True)
            if mission is None or mission.status == Status.EXPIRED:
                raise NoSuchMissionError
            if mission.status == Status.ACTIVE:
                if mission.expires_at <= tx.now:
                    raise NoSuchMissionError
                raise MissionNotDoneError(missing=mission.goal - mission.steps)
            is_late = mission.claimable_until <= tx.now and mission.status == Status.COMPLETED
            if is_late and not self._book.now.missions.auto_claim:
                raise NoSuchMissionError
            return await self._pay(tx, mission)

    async def exchange(self, user_id: int, assignment_id: int, version: int) -> Assignment:
        """Another mission instead of one that is not begun; the first of a set is free.

        Raises NoSuchMissionError (also for a version that is past), MissionBegunError,
        NothingElseError, NotEnoughBesitosError.
        """
        async with self._uow() as tx:
            mission = await self._assignments.get(tx, user_id, assignment_id, lock=True)
            if mission is None or mission.version != version or mission.cadence not in SETS:
                raise NoSuchMissionError
            if mission.status != Status.ACTIVE or mission.expires_at <= tx.now:
                raise NoSuchMissionError
            if mission.steps:
                raise MissionBegunError
            of = await self._periods.last(tx, user_id, mission.cadence, lock=True)
            if of is None or of.period != mission.period:
                raise NoSuchMissionError
            template = await self._rotation.another(tx, user_id, of, mission)
            rules = self._book.now.missions
            if of.rerolls >= rules.free_rerolls:
                key = f"reroll:{mission.id}:{mission.version}"
                await self._points.spend(tx, user_id, rules.reroll_price, key, REROLL)
            await self._periods.count_reroll(tx, user_id, of)
            await self._assignments.exchange(tx, mission, template)
            changed = await self._assignments.get(tx, user_id, assignment_id)
            if changed is None:
                raise NoSuchMissionError
            announce(tx, changed)
            return changed

    # -- inside a transaction -----------------------------------------------------------

    async def count(self, tx: Transaction, user_id: int, event: BaseEvent) -> None:
        """Move every mission that this event moves. Call it once per event."""
        at, moves = event.timestamp, []
        for mission in await self._assignments.open(tx, user_id, at, lock=True):
            is_open = mission.assigned_at <= at < mission.expires_at
            if mission.status != Status.ACTIVE or not is_open:
                continue
            state = mission.criterion.fold(mission.state, event)
            if state is mission.state:
                continue
            moved = replace(mission, state=state)
            if moved.steps >= mission.goal:
                moved = replace(moved, status=Status.COMPLETED.value)
            moves.append((mission, moved))
        await self._assignments.save(tx, [after for _, after in moves])
        for before, after in moves:
            _publish_progress(tx, before, after)

    async def sweep(self, tx: Transaction) -> int:
        """Claim for their players what nobody claimed in time, or let it go; how many."""
        overdue = await self._assignments.overdue(tx, SWEEP)
        if not self._book.now.missions.auto_claim:
            await self._assignments.lose(tx, [mission.id for mission in overdue])
            return len(overdue)
        for mission in overdue:
            await self._pay(tx, mission)
        return len(overdue)

    # -- inside -------------------------------------------------------------------------

    async def _pay(self, tx: Transaction, mission: Assignment) -> Claim:
        user_id = mission.user_id
        is_new = await self._assignments.claim(tx, mission.id)
        if not is_new:
            return Claim(mission.code, mission.reward, 0, is_new=False)
        await self._rewards.give(
            tx, user_id, mission.reward, f"mission:{mission.id}", REWARD, tx.now
        )
        bonus = 0
        of = await self._periods.get(tx, user_id, mission.cadence, mission.period)
        if of is not None and mission.cadence in SETS:
            whole = await self._assignments.of_period(tx, user_id, of)
            all_claimed = all(m.status == Status.CLAIMED for m in whole)
            if all_claimed and await self._periods.pay_bonus(tx, user_id, of):
                bonus = self._bonus(Cadence(mission.cadence))
                key = f"mission_bonus:{of.cadence}:{of.period}"
                await self._rewards.give(tx, user_id, bonus, key, BONUS, tx.now)
        return Claim(mission.code, mission.reward, bonus, is_new=True)

    def _bonus(self, cadence: Cadence) -> int:
        rules = self._book.now.missions
        return rules.daily_bonus if cadence is Cadence.DAILY else rules.weekly_bonus


def _publish_progress(tx: Transaction, before: Assignment, after: Assignment) -> None:
    if after.status == Status.COMPLETED:
        tx.publish(
            MissionCompletedEvent(
                user_id=after.user_id,
                mission_id=after.code,
                occasion=occasion(after),
                points_reward=after.reward,
                goal=after.goal,
            )
        )
    elif after.steps > before.steps:
        tx.publish(
            MissionProgressedEvent(
                user_id=after.user_id,
                mission_id=after.code,
                occasion=occasion(after),
                progress=after.steps,
                goal=after.goal,
            )
        )
