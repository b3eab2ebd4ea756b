"""Closing periods: the places become final and are paid, once (A8)."""

from __future__ import annotations

from datetime import timedelta

from domains.core.events import LeaderboardUpdatedEvent, SeasonClosedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.leaderboards.archive.repository import Remains, Standings
from domains.gamification.leaderboards.model import BoardKind
from domains.gamification.leaderboards.repository import Board, Boards, Scores
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook

BATCH = 5_000


class Archive:
    """Ends editions of boards. Any number of instances may try; each edition ends once."""

    def __init__(self, uow: UnitOfWork, book: Rulebook, rewards: Rewards) -> None:
        self._uow = uow
        self._book = book
        self._rewards = rewards
        self._boards = Boards()
        self._scores = Scores()
        self._standings = Standings()

    async def close_due(self, tx: Transaction) -> int:
        """Close what ended more than the grace ago; how many editions that were.

        Late news of a closed period counts for nothing any more, and nothing reopens it.
        """
        ended_by = tx.now - timedelta(minutes=self._book.now.leaderboards.grace_minutes)
        due = await self._boards.due(tx, ended_by)
        for each in due:
            await self._close(tx, each)
        return len(due)

    async def _close(self, tx: Transaction, board: Board) -> None:
        rules = self._book.now.leaderboards
        places = await self._scores.top(tx, board.board_id, rules.kept_places)
        paid = [(place, rules.prize(board.kind, place.rank)) for place in places]
        await self._standings.write(tx, board.board_id, paid)
        for place, prize in sorted(paid, key=lambda each: each[0].user_id):  # one lock order
            if not prize:
                continue
            await self._rewards.give(
                tx,
                place.user_id,
                prize,
                f"board:{board.kind}:{board.period}",
                "leaderboard_prize",
                tx.now,
            )
            tx.publish(
                LeaderboardUpdatedEvent(
                    user_id=place.user_id,
                    board=board.kind,
                    new_rank=place.rank,
                    score=place.score,
                )
            )
        if board.kind == BoardKind.SEASON and board.starts_at and board.ends_at:
            tx.publish(
                SeasonClosedEvent(
                    season_id=board.period,
                    started_at=board.starts_at,
                    ended_at=board.ends_at,
                    participants=await self._scores.players(tx, board.board_id),
                )
            )
        await self._boards.close(tx, board.board_id)

    async def retire(self) -> int:
        """Delete the scores of editions closed long ago, in small transactions. How many."""
        async with self._uow.reading() as tx:
            before = tx.now - timedelta(days=self._book.now.leaderboards.kept_days)
            old = await self._boards.old(tx, before)
        deleted = 0
        for board_id in old:
            while True:
                async with self._uow() as tx:
                    batch = await Remains().delete_scores(tx, board_id, BATCH)
                deleted += batch
                if batch < BATCH:
                    break
        return deleted
