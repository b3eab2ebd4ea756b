"""The end of a duel: scores, and stakes that move once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Literal
from uuid import UUID

from domains.core.days import utc_day
from domains.core.events import DuelFinishedEvent
from domains.core.unit_of_work import Transaction
from domains.gamification.duels.model import EXPIRED, FINISHED, OPEN, RUNNING, Duel, score
from domains.gamification.duels.repository import Duels
from domains.gamification.games.repository import Wagers
from domains.gamification.reservations.service import Reservations
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from domains.gamification.trivia.model import Asked
from domains.gamification.trivia.repository import Questions

WON, PURPOSE = "duel_won", "duel_stake"
"""Rule codes of the ledger."""

Outcome = Literal["won", "lost", "drawn", "expired"]


class Settling:
    """Works inside the caller's transaction. Players are taken in the order of their ids."""

    def __init__(self, book: Rulebook, rewards: Rewards) -> None:
        self._book = book
        self._rewards = rewards
        self._reservations = Reservations(book)
        self._questions = Questions()
        self._wagers = Wagers()
        self._duels = Duels()

    async def settle_if_through(self, tx: Transaction, duel: Duel) -> None:
        """Settle a locked duel when both have answered everything, or its time is over."""
        if duel.state == RUNNING and (duel.ends_at <= tx.now or await self._are_through(tx, duel)):
            await self._settle(tx, duel)

    async def end(self, tx: Transaction, duel_id: UUID) -> None:
        """End a duel whose time is over."""
        duel = await self._duels.get(tx, duel_id, lock=True)
        if duel is None or duel.ends_at > tx.now:
            return
        if duel.state == OPEN:
            await self.call_off(tx, duel, EXPIRED)
        elif duel.state == RUNNING:
            await self._settle(tx, duel)

    async def call_off(self, tx: Transaction, duel: Duel, state: str) -> None:
        """Give every stake back."""
        if not await self._duels.change(tx, duel.id, duel.state, state=state):
            return
        await self._return(tx, duel, dict.fromkeys(_players(duel), duel.stake))
        for user_id in _players(duel):
            await self._release(tx, duel, user_id)
        if state == EXPIRED:
            self._announce(tx, duel, duel.challenger_id, "expired", duel.stake)

    async def _settle(self, tx: Transaction, duel: Duel) -> None:
        mine, theirs = [
            score(self._book.now.trivia, await self._answers(tx, duel, user_id))
            for user_id in (duel.challenger_id, duel.opponent_id)
        ]
        done = replace(duel, challenger_score=mine, opponent_score=theirs)
        scores = {"challenger_score": mine, "opponent_score": theirs}
        if not await self._duels.change(tx, duel.id, RUNNING, state=FINISHED, **scores):
            return
        winner, pot = done.winner_id, 2 * duel.stake
        if winner is None:
            await self._return(tx, duel, dict.fromkeys(_players(duel), duel.stake))
        else:
            await self._return(tx, duel, {winner: pot})
        for user_id in _players(duel):
            if winner is None:
                await self._release(tx, duel, user_id)
                self._announce(tx, done, user_id, "drawn", duel.stake)
                continue
            await self._reservations.capture(tx, user_id, duel.hold_of(user_id))
            if user_id == winner:
                await self._rewards.give(tx, user_id, pot, f"duel:{duel.id}", WON, tx.now)
            is_won = user_id == winner
            self._announce(tx, done, user_id, "won" if is_won else "lost", pot * is_won)

    async def _return(self, tx: Transaction, duel: Duel, amounts: dict[int, int]) -> None:
        """What came back counts against the day's loss. Before any account is locked."""
        minutes = timedelta(minutes=self._book.now.wagers.duel_minutes)
        for user_id, amount in sorted(amounts.items()):
            is_challenger = user_id == duel.challenger_id
            staked_at = duel.created_at if is_challenger else duel.ends_at - minutes
            await self._wagers.give_back(tx, user_id, utc_day(staked_at), amount)

    async def _release(self, tx: Transaction, duel: Duel, user_id: int) -> None:
        await self._reservations.release(tx, user_id, duel.hold_of(user_id), PURPOSE)

    async def _are_through(self, tx: Transaction, duel: Duel) -> bool:
        total = len(duel.question_ids)
        for user_id in _players(duel):
            answers = await self._answers(tx, duel, user_id)
            if len(answers) < total or any(each.is_open(tx.now) for each in answers):
                return False
        return True

    async def _answers(self, tx: Transaction, duel: Duel, user_id: int | None) -> list[Asked]:
        if user_id is None:
            return []
        return await self._questions.on_all(tx, user_id, f"duel:{duel.id.hex}:")

    def _announce(
        self, tx: Transaction, duel: Duel, user_id: int, outcome: Outcome, payout: int
    ) -> None:
        other = duel.other(user_id)
        tx.publish(
            DuelFinishedEvent(
                user_id=user_id,
                duel_id=duel.id,
                opponent_user_id=other,
                outcome=outcome,
                score=duel.score_of(user_id) or 0,
                opponent_score=(duel.score_of(other) if other else None) or 0,
                stake=duel.stake,
                payout=payout,
            )
        )


def _players(duel: Duel) -> list[int]:
    return sorted(filter(None, (duel.challenger_id, duel.opponent_id)))
