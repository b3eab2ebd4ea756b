"""Giving out missions: the same to the same player, whoever asks first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domains.core.events import MissionAssignedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.draws.repository import Salt
from domains.gamification.missions.errors import NothingElseError
from domains.gamification.missions.model import (
    ALWAYS,
    SETS,
    Assignment,
    Cadence,
    Period,
    Standing,
    Template,
    can_do,
    is_due,
    period_ends_at,
    period_key,
    pick,
)
from domains.gamification.missions.repository import Assignments, Periods
from domains.gamification.players.model import Shelf
from domains.gamification.players.repository import Players
from domains.gamification.points.repository import Accounts
from domains.gamification.rewards.repository import Plans
from domains.gamification.rules.service import Rulebook


class Rotation:
    """Every method works inside the caller's transaction."""

    def __init__(self, book: Rulebook, templates: Sequence[Template], shelf: Shelf) -> None:
        self._book = book
        self._templates = tuple(templates)
        self._shelf = shelf
        self._salt = Salt()
        self._players = Players()
        self._accounts = Accounts()
        self._plans = Plans()
        self._periods = Periods()
        self._assignments = Assignments()

    async def ensure(self, tx: Transaction, user_id: int, timezone: str, at: datetime) -> None:
        """Give somebody what is due at `at`: the same, whoever asks first, on any instance."""
        due = [
            cadence
            for cadence in SETS
            if is_due(await self._periods.last(tx, user_id, cadence), cadence, at, timezone)
        ]
        standing = await self._standing(tx, user_id)
        for cadence in due:
            await self._give(tx, user_id, cadence, timezone, at, standing)
        await self._give_lasting(tx, user_id, at, standing)

    async def _give(
        self,
        tx: Transaction,
        user_id: int,
        cadence: Cadence,
        timezone: str,
        at: datetime,
        standing: Standing,
    ) -> None:
        last = await self._periods.last(tx, user_id, cadence)
        key = period_key(cadence, at, timezone)
        ends = period_ends_at(cadence, at, timezone)
        new = Period(cadence.value, key, timezone, at, ends, 0, None)
        if not await self._periods.begin(tx, user_id, new):
            return
        former = await self._assignments.of_period(tx, user_id, last) if last else []
        rules = self._book.now.missions
        is_daily = cadence is Cadence.DAILY
        chosen = pick(
            await self._salt.get(tx),
            self._possible(cadence, standing, at),
            rules.daily if is_daily else rules.weekly,
            {mission.code for mission in former},
            user_id,
            key,
        )
        hours = rules.daily_grace_hours if is_daily else rules.weekly_grace_hours
        slots = [(str(number), template) for number, template in enumerate(chosen, 1)]
        await self._assignments.add(tx, user_id, new, slots, ends + timedelta(hours=hours))
        for mission in await self._assignments.of_period(tx, user_id, new):
            announce(tx, mission)

    async def _give_lasting(
        self, tx: Transaction, user_id: int, at: datetime, standing: Standing
    ) -> None:
        """What is done once, and what an occasion brings: each is given once, when it can be."""
        for cadence in (Cadence.ONCE, Cadence.EVENT):
            for template in self._possible(cadence, standing, at):
                ends = template.ends_at or ALWAYS
                key = template.starts_at.date().isoformat() if template.starts_at else ""
                of = Period(cadence.value, key, "UTC", at, ends, 0, None)
                if {m.code for m in await self._assignments.of_period(tx, user_id, of)} & {
                    template.code
                }:
                    continue
                hours = self._book.now.missions.weekly_grace_hours
                until = ends + timedelta(hours=hours) if template.ends_at else ALWAYS
                await self._assignments.add(tx, user_id, of, [(template.code, template)], until)

    async def another(
        self, tx: Transaction, user_id: int, of: Period, mission: Assignment
    ) -> Template:
        """What a mission may be exchanged for. Raises NothingElseError."""
        present = await self._assignments.of_period(tx, user_id, of)
        taken = {each.code for each in present}
        families = {
            template.family
            for template in self._templates
            if template.code in taken and template.code != mission.code
        }
        standing = await self._standing(tx, user_id)
        possible = [
            template
            for template in self._possible(Cadence(of.cadence), standing, tx.now)
            if template.code not in taken and template.family not in families
        ]
        cause = (user_id, of.period, of.rerolls, mission.slot)
        chosen = pick(await self._salt.get(tx), possible, 1, (), *cause)
        if not chosen:
            raise NothingElseError
        return chosen[0]

    def _possible(self, cadence: Cadence, standing: Standing, at: datetime) -> list[Template]:
        return [t for t in self._templates if t.cadence is cadence and can_do(t, standing, at)]

    async def _standing(self, tx: Transaction, user_id: int) -> Standing:
        account = await self._accounts.get(tx, user_id)
        plan = await self._plans.of(tx, user_id)
        read = await self._players.chapters(tx, user_id)
        level = self._book.curve.level_of(account.xp) if account else 1
        unread = set(self._shelf.chapters(plan)) - read
        return Standing(level, plan, has_unread=bool(unread), has_read=bool(read))


def announce(tx: Transaction, mission: Assignment) -> None:
    """Say that somebody has a mission."""
    tx.publish(
        MissionAssignedEvent(
            user_id=mission.user_id,
            mission_id=mission.code,
            occasion=occasion(mission),
            goal=mission.goal,
            expires_at=mission.expires_at,
        )
    )


def occasion(mission: Assignment) -> str:
    """Which time it is, as events call it."""
    return f"{mission.cadence}:{mission.period}:{mission.id}"
