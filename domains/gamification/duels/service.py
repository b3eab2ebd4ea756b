"""Challenging, playing, settling: stakes are set aside first and move once."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from domains.core.days import utc_day
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.draws.model import shuffled
from domains.gamification.draws.repository import Salt
from domains.gamification.duels.errors import DuelOpenError, NoSuchDuelError, OwnDuelError
from domains.gamification.duels.model import (
    CANCELLED,
    OPEN,
    RUNNING,
    Duel,
    Round,
)
from domains.gamification.duels.repository import Duels
from domains.gamification.games.errors import LossLimitError, NoSuchStakeError
from domains.gamification.games.repository import Wagers
from domains.gamification.points.errors import NotEnoughBesitosError
from domains.gamification.points.repository import Accounts
from domains.gamification.reservations.model import State, Wish
from domains.gamification.reservations.repository import Holds
from domains.gamification.reservations.service import Reservations
from domains.gamification.rules.service import Rulebook
from domains.gamification.settling.service import Settling
from domains.gamification.trivia.model import DUEL, Asked, Bank, Verdict
from domains.gamification.trivia.model import OPEN as UNANSWERED
from domains.gamification.trivia.repository import Questions
from domains.gamification.trivia.service import TriviaService

PURPOSE = "duel_stake"
"""The ledger's rule code for a stake that was lost, or came back doubled."""
SWEEP = 50
SHOWN = 5


class DuelService:
    """Two answer the same questions, each at their own pace; the better score takes both stakes.

    A draw, an invitation nobody took, and one taken back cost nothing.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        book: Rulebook,
        bank: Bank,
        trivia: TriviaService,
        settling: Settling,
    ) -> None:
        self._uow = uow
        self._book = book
        self._bank = bank
        self._trivia = trivia
        self._settling = settling
        self._reservations = Reservations(book)
        self._salt = Salt()
        self._accounts = Accounts()
        self._holds = Holds()
        self._wagers = Wagers()
        self._questions = Questions()
        self._duels = Duels()

    @property
    def stakes(self) -> tuple[int, ...]:
        """What a duel may be for."""
        return self._book.now.wagers.stakes

    async def latest(self, user_id: int) -> list[Duel]:
        """Somebody's newest duels, the newest first."""
        async with self._uow.reading() as tx:
            return await self._duels.latest_of(tx, user_id, SHOWN)

    async def challenge(self, user_id: int, stake: int) -> Duel:
        """Set a stake aside and invite whoever comes with the code.

        Raises NoSuchStakeError, DuelOpenError, LossLimitError, NotEnoughBesitosError.
        """
        rules = self._book.now.wagers
        if stake not in rules.stakes:
            raise NoSuchStakeError
        async with self._uow() as tx:
            new = uuid4()
            salt = await self._salt.get(tx)
            questions = shuffled(salt, self._bank.ids, "duel", new)[: rules.duel_questions]
            duel = Duel(
                id=new,
                code=secrets.token_urlsafe(6),
                challenger_id=user_id,
                opponent_id=None,
                stake=stake,
                questions=json.dumps(questions),
                state=OPEN,
                challenger_hold=uuid4(),
                opponent_hold=uuid4(),
                created_at=tx.now,
                ends_at=tx.now + timedelta(hours=rules.duel_open_hours),
                challenger_score=None,
                opponent_score=None,
            )
            if not await self._duels.add(tx, duel):
                raise DuelOpenError
            await self._set_aside(tx, user_id, duel.challenger_hold, stake)
            return duel

    async def look(self, user_id: int, code: str) -> Duel:
        """The duel behind an invitation. Raises NoSuchDuelError for what is not open to them."""
        async with self._uow.reading() as tx:
            duel = await self._duels.by_code(tx, code)
        if duel is None or not (duel.has(user_id) or duel.state == OPEN):
            raise NoSuchDuelError
        if duel.state == OPEN and duel.ends_at <= tx.now:
            raise NoSuchDuelError
        return duel

    async def accept(self, user_id: int, code: str) -> Duel:
        """Take an invitation up. Again: the same duel.

        Raises NoSuchDuelError (also when somebody was faster), OwnDuelError, LossLimitError,
        NotEnoughBesitosError.
        """
        async with self._uow() as tx:
            duel = await self._duels.by_code(tx, code, lock=True)
            if duel is None:
                raise NoSuchDuelError
            if duel.opponent_id == user_id:
                return duel
            if duel.challenger_id == user_id:
                raise OwnDuelError
            if duel.state != OPEN or duel.ends_at <= tx.now:
                raise NoSuchDuelError
            ends_at = tx.now + timedelta(minutes=self._book.now.wagers.duel_minutes)
            changes = {"state": RUNNING, "opponent_id": user_id, "ends_at": ends_at}
            await self._duels.change(tx, duel.id, OPEN, **changes)
            await self._set_aside(tx, user_id, duel.opponent_hold, duel.stake)
            return replace(duel, state=RUNNING, opponent_id=user_id, ends_at=ends_at)

    async def cancel(self, user_id: int, duel_id: UUID) -> Duel:
        """Take an invitation back that nobody took. Raises NoSuchDuelError."""
        async with self._uow() as tx:
            duel = await self._duels.get(tx, duel_id, lock=True)
            if duel is None or duel.challenger_id != user_id or duel.state != OPEN:
                raise NoSuchDuelError
            await self._settling.call_off(tx, duel, CANCELLED)
            return replace(duel, state=CANCELLED)

    async def go_on(self, user_id: int, duel_id: UUID) -> Round:
        """The question before somebody: shown now, if none waits. Raises NoSuchDuelError."""
        async with self._uow() as tx:
            duel = await self._duels.get(tx, duel_id, lock=True)
            if duel is None or not duel.has(user_id) or duel.state == OPEN:
                raise NoSuchDuelError
            answers = await self._questions.on_all(tx, user_id, _prefix(duel))
            asked = self._waiting(answers, tx)
            is_running = duel.state == RUNNING and duel.ends_at > tx.now
            if asked is None and is_running and len(answers) < len(duel.question_ids):
                occasion = f"{_prefix(duel)}{len(answers)}"
                question_id = duel.question_ids[len(answers)]
                asked = await self._trivia.put(tx, user_id, DUEL, occasion, question_id)
                answers.append(asked)
            if asked is None:
                await self._settling.settle_if_through(tx, duel)
                duel = await self._duels.get(tx, duel_id) or duel
            return Round(duel, asked, len(answers), len(duel.question_ids))

    async def answer(self, user_id: int, asked_id: int, option: int) -> Verdict:
        """Answer a duel's question. Raises as TriviaService.answer."""
        async with self._uow() as tx:
            return await self._trivia.judge(tx, user_id, asked_id, option, (DUEL,))

    async def sweep(self, tx: Transaction) -> int:
        """End what is overdue; how many."""
        overdue = await self._duels.overdue(tx, tx.now, SWEEP)
        for duel_id in overdue:
            await self._settling.end(tx, duel_id)
        return len(overdue)

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return await self._duels.export(tx, user_id)

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Somebody leaves for good: what they had under way ends, at no cost to the other."""
        for duel_id in await self._duels.under_way_of(tx, user_id):
            duel = await self._duels.get(tx, duel_id, lock=True)
            if duel is not None and duel.state in (OPEN, RUNNING):
                await self._settling.call_off(tx, duel, CANCELLED)
        await self._duels.forget(tx, user_id)

    def _waiting(self, answers: list[Asked], tx: Transaction) -> Asked | None:
        last = answers[-1] if answers else None
        return last if last and last.state == UNANSWERED and last.is_open(tx.now) else None

    async def _set_aside(self, tx: Transaction, user_id: int, hold: UUID, stake: int) -> None:
        limit = self._book.now.wagers.daily_loss
        left = await self._wagers.stake(tx, user_id, utc_day(tx.now), stake, limit)
        if left is not None:
            raise LossLimitError(left=left, limit=limit)
        account = await self._accounts.lock(tx, user_id)
        await self._reservations.reserve(tx, Wish(hold, user_id, stake, PURPOSE))
        held = await self._holds.get(tx, hold)
        if held is None or held.state != State.HELD:  # nothing of this happens
            missing = stake + account.debt - account.balance
            raise NotEnoughBesitosError(missing=missing, balance=account.balance, price=stake)


def _prefix(duel: Duel) -> str:
    return f"duel:{duel.id.hex}:"
