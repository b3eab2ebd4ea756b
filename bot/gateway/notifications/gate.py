"""The last question before something is sent: is it still wanted, and may it ring now? (A11)

Asked at the moment of sending, so that a switch that was just turned off, a visit a second ago
and quiet hours hold also for what has waited in the queue.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

import structlog

from bot.gateway.notifications import repository as queue
from bot.gateway.notifications.repository import DROPPED, EXPIRED, Notification
from bot.gateway.preferences import repository
from bot.gateway.preferences.model import (
    Category,
    Choices,
    Decision,
    Nudge,
    Person,
    Verdict,
    decide,
    may_nudge,
)
from domains.core import Kernel

log = structlog.get_logger(__name__)

Predicate = Callable[[Notification], Awaitable[bool]]
"""Is it still true? Asked just before sending, outside any transaction."""


class Audience(Protocol):
    """Knows people's clocks and when they were last here."""

    async def person(self, user_id: int) -> Person:
        """Somebody; the defaults for somebody unknown."""
        ...


class Gate:
    """Lets through what may be told now, and writes down what becomes of the rest."""

    def __init__(self, kernel: Kernel, audience: Audience | None) -> None:
        self._kernel = kernel
        self._audience = audience
        self._predicates: dict[str, Predicate] = {}

    def check(self, kind: str, predicate: Predicate) -> None:
        """Ask this of every notification of a kind. The last one registered counts."""
        self._predicates[kind] = predicate

    async def admit(
        self, user_id: int, notifications: Sequence[Notification]
    ) -> list[Notification]:
        """Those to send now, of one person. The others wait or have ended.

        A nudge that is admitted has taken the one place of its day: sending it may fail and be
        tried again, but no other one of its category goes out instead.
        """
        person = Person()
        if self._audience is not None:
            person = await self._audience.person(user_id)
        async with self._kernel.uow.reading() as tx:
            choices = await repository.choices_of(tx, user_id)
            now = tx.now
        admitted: list[Notification] = []
        for each in notifications:
            decision = decide(Category(each.category), each.expires_at, choices, person, now)
            if decision.verdict is not Verdict.SEND:
                await self._end(each, decision)
            elif await self._is_true(each) and await self._has_turn(each, choices, person, now):
                admitted.append(each)
            else:
                await self._end(each, Decision(Verdict.DROP))
        return admitted

    async def _is_true(self, each: Notification) -> bool:
        predicate = self._predicates.get(each.kind)
        return predicate is None or await predicate(each)

    async def _has_turn(
        self, each: Notification, choices: Choices, person: Person, now: datetime
    ) -> bool:
        category = Category(each.category)
        if not category.is_nudge:
            return True
        async with self._kernel.uow() as tx:
            last = await repository.last_nudge(tx, each.user_id, category)
            if last is not None and last.notification_id == each.id:
                return True  # it had its turn, and sending failed
            allowed, unanswered = may_nudge(each.kind, choices.of(category), last, person, now)
            if not allowed:
                return False
            mine = Nudge(now, unanswered, each.id)
            before = last.sent_at if last is not None else None
            return await repository.take_turn(tx, each.user_id, category, mine, before)

    async def _end(self, each: Notification, decision: Decision) -> None:
        async with self._kernel.uow() as tx:
            if decision.until is not None:
                await queue.release(tx, [each.id], decision.until)
            else:
                state = EXPIRED if decision.verdict is Verdict.EXPIRE else DROPPED
                await queue.settle(tx, [each.id], state)
        log.debug("notification.held_back", kind=each.kind, verdict=decision.verdict.value)
