"""Changing numbers, and hearing that they were changed."""

from __future__ import annotations

import json

import structlog

from domains.core import Subscription, reaction
from domains.core.bus.subscription import Scope
from domains.core.events import BroadcastGapDetectedEvent, ConfigChangedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.rules.changes import model
from domains.gamification.rules.changes.errors import (
    RuleRefusedError,
    RulesStaleError,
    UnknownRuleError,
)
from domains.gamification.rules.changes.model import RuleChange, RulesView, RuleValue
from domains.gamification.rules.changes.repository import ChangeRows
from domains.gamification.rules.model import GameRules
from domains.gamification.rules.service import Rulebook

log = structlog.get_logger(__name__)

LONGEST_HISTORY = 50


class RuleKeeper:
    """Keeps what was decided over what the program ships with.

    The database is the truth; every instance holds a copy in its rulebook and reads again when
    it hears of a change, and now and then in case it did not.
    """

    def __init__(self, uow: UnitOfWork, book: Rulebook) -> None:
        self._uow = uow
        self._book = book
        self._rows = ChangeRows()

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Every instance hears of every change, or that it missed some."""
        everywhere = Scope.EVERY_INSTANCE
        return (
            reaction("gamification.reload_rules", ConfigChangedEvent, self._heard, everywhere),
            reaction(
                "gamification.reload_rules_after_gap",
                BroadcastGapDetectedEvent,
                self._heard,
                everywhere,
            ),
        )

    async def load(self) -> None:
        """Let what is written down hold here, if it does not yet.

        A change that does not fit the program any more (another release ships other numbers)
        is left out, with an alert: the house opens all the same.
        """
        async with self._uow.reading() as tx:
            version = await self._rows.version(tx)
            if version == self._book.version:
                return
            changes = await self._rows.all(tx)
        self._book.replace(self._holding(changes), version)
        log.info("rules.loaded", version=version)

    async def view(self) -> RulesView:
        """All numbers in force."""
        await self.load()
        names = [name for name, _ in model.names_of(model.dumped(self._book.now))]
        return RulesView(self._book.version, tuple(self.value(name) for name in names))

    def value(self, name: str) -> RuleValue:
        """One number, a whole table, or `null` for a row that a table does not have yet.

        Raises UnknownRuleError.
        """
        now, shipped = (model.dumped(rules) for rules in (self._book.now, self._book.shipped))
        value = json.dumps(model.find_or_none(now, name))
        return RuleValue(name, value, json.dumps(model.as_shipped(shipped, name)))

    async def history(self, name: str | None = None, limit: int = 10) -> list[RuleChange]:
        """The newest changes, of one number or of all."""
        async with self._uow.reading() as tx:
            return await self._rows.newest(tx, max(1, min(limit, LONGEST_HISTORY)), name)

    def check(self, name: str, value: str | None) -> tuple[str | None, str]:
        """What a change would write and what holds before it, as JSON text; writes nothing.

        A name that a table does not know yet adds a row to it. Raises UnknownRuleError,
        RuleRefusedError.
        """
        return self._wanted(self._book.now, name, value)

    async def put(
        self, tx: Transaction, name: str, value: str | None, reason: str, version: int
    ) -> RuleChange:
        """Write a change down, if the numbers are still those of `version`.

        `value` is JSON, None for as shipped. They are checked as a whole. Whoever calls
        publishes ConfigChangedEvent in the same transaction. Raises UnknownRuleError,
        RuleRefusedError, RulesStaleError.
        """
        changes = await self._rows.all(tx)
        if version != (changes[-1].version if changes else 0):
            raise RulesStaleError
        # From the database, not from our copy: this instance may not have heard of the last one.
        wanted, previous = self._wanted(self._holding(changes), name, value)
        change = RuleChange(version + 1, name, wanted, previous, reason, tx.now)
        if not await self._rows.add(tx, change):
            raise RulesStaleError
        return change

    def _wanted(self, now: GameRules, name: str, value: str | None) -> tuple[str | None, str]:
        previous = json.dumps(model.find_or_none(model.dumped(now), name))
        if value is None:
            wanted = model.find(model.dumped(self._book.shipped), name)
        else:
            wanted = model.parsed(name, value)
        if json.dumps(wanted) == previous:
            raise RuleRefusedError(name=name, problem="same", bound="")
        model.with_value(now, name, wanted)
        return None if value is None else json.dumps(wanted), previous

    def _holding(self, changes: list[RuleChange]) -> GameRules:
        try:
            return model.changed(self._book.shipped, changes)
        except (RuleRefusedError, UnknownRuleError):
            return self._fitting(changes)

    def _fitting(self, changes: list[RuleChange]) -> GameRules:
        kept: list[RuleChange] = []
        rules = self._book.shipped
        for change in changes:
            try:
                rules = model.changed(self._book.shipped, [*kept, change])
            except (RuleRefusedError, UnknownRuleError) as error:
                log.critical("alert.rule_does_not_fit", name=change.name, problem=error.params)
            else:
                kept.append(change)
        return rules

    async def _heard(self, _event: ConfigChangedEvent | BroadcastGapDetectedEvent) -> None:
        await self.load()
