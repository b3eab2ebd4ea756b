"""What the limits leave of an earning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domains.core.days import utc_day
from domains.core.unit_of_work import Transaction
from domains.gamification.bounds import model
from domains.gamification.bounds.model import Tally
from domains.gamification.bounds.repository import Cooldowns, Tallies
from domains.gamification.points.credits.model import Counted
from domains.gamification.points.model import Account, Amount
from domains.gamification.rewards.model import Earning
from domains.gamification.rules.model import ONE
from domains.gamification.rules.service import Rulebook


class Bounds:
    """Every method works inside the caller's transaction, with the account locked.

    Days are UTC and cool-downs are absolute seconds: another time zone resets neither.
    """

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._tallies = Tallies()
        self._cooldowns = Cooldowns()

    async def rests(self, tx: Transaction, account: Account, earning: Earning) -> bool:
        """Did this rule pay so short a time ago that it pays nothing now?"""
        seconds = self._book.now.points.rule(earning.rule_code).cooldown_seconds
        if not seconds:
            return False
        last = await self._cooldowns.last(tx, account.id, earning.rule_code)
        return last is not None and earning.at < last + timedelta(seconds=seconds)

    async def fit(
        self, tx: Transaction, account: Account, earning: Earning, multiplier_bps: int
    ) -> Amount:
        """The amount with its part and its cut: partial up to the cap, never past it."""
        rules, code = self._book.now.points, earning.rule_code
        tallies = await self._tallies.of(tx, account.id, utc_day(earning.at), earning.target)
        so_far = tallies.get(code, Tally(code, 0, 0))
        part = model.part_of(rules, account, so_far, earning.at)
        amount = Amount(earning.base, multiplier_bps, part_bps=part)
        room = model.room_for(rules, tallies, code)
        cut = 0 if room is None else max(0, amount.raw - room)
        return replace(amount, cap_cut=cut)

    def counted(self, earning: Earning, amount: Amount) -> Counted:
        """What it counts for on its UTC day, once it is paid."""
        rule = self._book.now.points.rule(earning.rule_code)
        target = earning.target if rule.repeat_part < ONE else ""
        more = Tally(earning.rule_code, amount.raw, amount.granted, 1)
        return Counted(utc_day(earning.at), target, more)

    async def count(self, tx: Transaction, account: Account, of: Counted) -> None:
        """Count something that was paid."""
        await self._tallies.add(tx, account.id, of.day, of.tally, of.target)

    async def rest(self, tx: Transaction, account: Account, earning: Earning) -> None:
        """It is paid: where the rule has a cool-down, it begins."""
        if self._book.now.points.rule(earning.rule_code).cooldown_seconds:
            await self._cooldowns.note(tx, account.id, earning.rule_code, earning.at)

    async def take_back(
        self, tx: Transaction, account: Account, day: date, reversed_: Tally
    ) -> list[tuple[str, int]]:
        """Something of that day does not stand any more: what the caps have room for instead."""
        less = Tally(reversed_.rule_code, -reversed_.raw, -reversed_.granted)
        await self._tallies.add(tx, account.id, day, less)
        tallies = await self._tallies.of(tx, account.id, day)
        more = list(model.reopened(self._book.now.points, tallies))
        for code, amount in more:
            await self._tallies.add(tx, account.id, day, Tally(code, 0, amount))
        return more
