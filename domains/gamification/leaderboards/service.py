"""Boards: what counts for them, and what a player sees (A8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from domains.core.events import BoardScoreChangedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.leaderboards.archive.repository import FinalPlace, Remains, Standings
from domains.gamification.leaderboards.errors import NoSuchBoardError
from domains.gamification.leaderboards.model import (
    EXPERIENCE,
    BoardKind,
    BoardView,
    LeaderboardPort,
    Move,
    Period,
    Place,
    Ranked,
    Standing,
    lines,
    period_before,
    period_of,
    public_name,
    tally_changes,
)
from domains.gamification.leaderboards.repository import Board, Boards, Player, Players, Scores

TOP, BESIDE = 10, 2


class Scoring:
    """Counts for the boards. Every method works inside the caller's transaction."""

    def __init__(self) -> None:
        self._boards = Boards()
        self._players = Players()
        self._scores = Scores()

    async def earned(self, tx: Transaction, user_id: int, xp: int, at: datetime) -> None:
        """Somebody earned experience at `at`: every edition of that instant counts it.

        An edition that is closed counts nothing any more.
        """
        player = await self._players.lock(tx, user_id)
        periods = [period_of(kind, at) for kind in EXPERIENCE]
        boards = await self._open(tx, periods)
        ids = [board.board_id for board in boards]
        places = await self._scores.places(tx, user_id, ids)
        moves = []
        for board_id in ids:
            before = places.get(board_id)
            after = Place.of(user_id, xp, at)
            if before is not None:
                # Late news adds to the score; that score was not reached before the last news.
                reached = min(before.neg_reached, after.neg_reached)
                after = replace(after, score=before.score + xp, neg_reached=reached)
            moves.append(Move(board_id, before, after))
        await self._write(tx, player, moves)

    async def streak_is(self, tx: Transaction, user_id: int, days: int, at: datetime) -> None:
        """Somebody's streak has so many days since `at`; 0 takes them off the board."""
        player = await self._players.lock(tx, user_id)
        [board] = await self._open(tx, [period_of(BoardKind.STREAK, at)])
        before = (await self._scores.places(tx, user_id, [board.board_id])).get(board.board_id)
        after = Place.of(user_id, days, at) if days > 0 else None
        if before is not None and after is not None and before.score == after.score:
            return
        if before is not None or after is not None:
            await self._write(tx, player, [Move(board.board_id, before, after)])

    async def call(self, tx: Transaction, user_id: int, name: str) -> None:
        """Somebody goes by another name."""
        alias = public_name(name)
        if (await self._players.lock(tx, user_id)).alias != alias:
            await self._players.change(tx, user_id, alias=alias)

    async def show(
        self,
        tx: Transaction,
        user_id: int,
        *,
        is_hidden: bool | None = None,
        is_banned: bool | None = None,
    ) -> None:
        """Others see somebody, or do not, from this transaction on. Scores stay."""
        before = await self._players.lock(tx, user_id)
        after = replace(
            before,
            is_hidden=before.is_hidden if is_hidden is None else is_hidden,
            is_banned=before.is_banned if is_banned is None else is_banned,
        )
        if after == before:
            return
        await self._players.change(
            tx, user_id, is_hidden=after.is_hidden, is_banned=after.is_banned
        )
        if after.is_shown == before.is_shown:
            return
        places = await self._scores.places(tx, user_id)
        moves = [Move(board_id, place, place) for board_id, place in sorted(places.items())]
        await self._scores.write(tx, user_id, moves, is_shown=after.is_shown)
        counted = (
            [replace(move, before=None) for move in moves]
            if after.is_shown
            else [replace(move, after=None) for move in moves]
        )
        await self._scores.count(tx, tally_changes(counted))
        self._tell(tx, user_id, counted)

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """What this room keeps about somebody: table → rows."""
        return await Remains().export(tx, user_id)

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Delete everything about somebody. Idempotent."""
        await self.show(tx, user_id, is_hidden=True)
        await Remains().forget(tx, user_id)

    async def _open(self, tx: Transaction, periods: Sequence[Period]) -> list[Board]:
        """The editions that still count, made if need be."""
        late = any(period.ends_at is not None and period.ends_at <= tx.now for period in periods)
        found = await self._boards.get(tx, periods, late=late)
        missing = [period for period in periods if period.kind not in found]
        if missing:
            await self._boards.open(tx, missing)
            found = await self._boards.get(tx, periods, late=late)
        return [found[period.kind] for period in periods if found[period.kind].closed_at is None]

    async def _write(self, tx: Transaction, player: Player, moves: Sequence[Move]) -> None:
        if not moves:
            return
        await self._scores.write(tx, player.user_id, moves, is_shown=player.is_shown)
        if player.is_shown:
            await self._scores.count(tx, tally_changes(moves))
            self._tell(tx, player.user_id, moves)

    @staticmethod
    def _tell(tx: Transaction, user_id: int, moves: Sequence[Move]) -> None:
        """For whoever keeps a faster copy. Lost in a crash, and found by its check."""
        for move in moves:
            place = move.after
            tx.publish(
                BoardScoreChangedEvent(
                    user_id=user_id,
                    board_id=move.board_id,
                    score=place.score if place is not None else 0,
                    reached_ms=-place.neg_reached if place is not None else 0,
                )
            )


class Leaderboards:
    """What the rest of the house may ask of the boards."""

    def __init__(
        self, uow: UnitOfWork, scoring: Scoring, accelerator: LeaderboardPort | None = None
    ) -> None:
        self._uow = uow
        self._scoring = scoring
        self._accelerator = accelerator
        self._boards = Boards()
        self._players = Players()
        self._scores = Scores()

    def accelerate(self, port: LeaderboardPort) -> None:
        """Ask this one first from now on."""
        self._accelerator = port

    async def view(self, kind: str, user_id: int, *, previous: bool = False) -> BoardView:
        """A board as somebody sees it; `previous` is the edition before the present one.

        Raises NoSuchBoardError.
        """
        if kind not in set(BoardKind):
            raise NoSuchBoardError
        which = period_before if previous else period_of
        async with self._uow.reading() as tx:
            period = which(BoardKind(kind), tx.now)
            board = (await self._boards.get(tx, [period])).get(period.kind)
            player = await self._players.get(tx, user_id)
        standing = Standing((), (), 0)
        seen: Mapping[int, Player] = {}
        if board is not None:
            standing, seen = await self._standing(board.board_id, user_id)
        if player is not None and player.is_banned:
            standing = replace(standing, around=())  # no place, not even one's own
        names = {each.user_id: each.shown_name for each in seen.values()}
        top, around, me = lines(standing, user_id, names)
        is_hidden = player is not None and not player.is_shown
        return BoardView(
            period.kind, period.code, period.ends_at, top, around, me, standing.players, is_hidden
        )

    async def _standing(
        self, board_id: int, user_id: int
    ) -> tuple[Standing, Mapping[int, Player]]:
        """A board's places and whose they are. A copy that shows somebody hidden is not used."""
        if self._accelerator is not None:
            found = await self._accelerator.standing(board_id, user_id, TOP, BESIDE)
            if found is not None:
                async with self._uow.reading() as tx:
                    seen = await self._seen(tx, found)
                if all(each.is_shown or each.user_id == user_id for each in seen.values()):
                    return found, seen
        async with self._uow.reading() as tx:
            standing = await self.standing(tx, board_id, user_id)
            return standing, await self._seen(tx, standing)

    async def _seen(self, tx: Transaction, standing: Standing) -> dict[int, Player]:
        ids = {each.user_id for each in (*standing.top, *standing.around)}
        return await self._players.many(tx, ids)

    async def standing(
        self, tx: Transaction, board_id: int, user_id: int, top: int = TOP, beside: int = BESIDE
    ) -> Standing:
        """The truth, from the database."""
        best = await self._scores.top(tx, board_id, top)
        place = (await self._scores.places(tx, user_id, [board_id])).get(board_id)
        around: tuple[Ranked, ...] = ()
        if place is not None:
            rank = await self._scores.rank(tx, board_id, place)
            above, below = await self._scores.beside(tx, board_id, place, rank, beside)
            me = Ranked(rank, user_id, place.score)
            around = (*above, me, *below)
        return Standing(tuple(best), around, await self._scores.players(tx, board_id))

    async def own_rank(self, kind: BoardKind, user_id: int) -> int | None:
        """Somebody's place on the present edition of a board; None without a score, or banned."""
        async with self._uow.reading() as tx:
            period = period_of(kind, tx.now)
            board = (await self._boards.get(tx, [period])).get(kind)
            player = await self._players.get(tx, user_id)
            if board is None or (player is not None and player.is_banned):
                return None
            places = await self._scores.places(tx, user_id, [board.board_id])
            if board.board_id not in places:
                return None
            return await self._scores.rank(tx, board.board_id, places[board.board_id])

    async def hide(self, user_id: int, *, is_hidden: bool) -> None:
        """Somebody wants to be seen by others on boards, or not; at once. Own rank stays."""
        async with self._uow() as tx:
            await self._scoring.show(tx, user_id, is_hidden=is_hidden)

    async def final_places(self, user_id: int) -> tuple[FinalPlace, ...]:
        """Somebody's places in closed periods, the newest first."""
        async with self._uow.reading() as tx:
            return tuple(await Standings().of(tx, user_id))
