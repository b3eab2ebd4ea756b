"""Seating players in leagues, and what they see there."""

from __future__ import annotations

from domains.core.events import LeagueJoinedEvent
from domains.core.unit_of_work import Transaction, UnitOfWork
from domains.gamification.leaderboards.model import BoardKind, Period, period_before, period_of
from domains.gamification.leaderboards.repository import Boards, Players, Scores
from domains.gamification.leagues.model import LeagueEntry, LeagueView, Seat, band, ranked
from domains.gamification.leagues.repository import Group, Seats
from domains.gamification.rules.service import Rulebook


class Leagues:
    """A player is seated by their first experience of a week, once the last week is final.

    The result of the last seat is worked out then: it is a pure function of a closed board, so
    no nightly job can come late or run twice. Whoever stays away keeps their tier.
    """

    def __init__(self, uow: UnitOfWork, book: Rulebook) -> None:
        self._uow = uow
        self._book = book
        self._boards = Boards()
        self._players = Players()
        self._scores = Scores()
        self._seats = Seats()

    async def seat(self, tx: Transaction, user_id: int) -> Seat | None:
        """Somebody's seat of this week, taken if need be. None until last week is closed."""
        week = period_of(BoardKind.WEEK, tx.now)
        latest = await self._seats.latest(tx, user_id)
        if latest is not None and latest.week == week.code:
            return latest
        await self._players.lock(tx, user_id)
        latest = await self._seats.latest(tx, user_id)
        if latest is not None and latest.week == week.code:
            return latest
        before = period_before(BoardKind.WEEK, tx.now)
        last = (await self._boards.get(tx, [before])).get(BoardKind.WEEK)
        if last is not None and last.closed_at is None:
            return None
        tier = await self._tier(tx, user_id, latest)
        like = await self._band(tx, user_id, last.board_id if last is not None else None)
        group = Group(week.code, tier, like)
        seat = await self._seats.take(tx, user_id, group, self._book.now.leagues.size)
        tx.publish(
            LeagueJoinedEvent(
                user_id=user_id,
                week=week.code,
                tier=tier,
                previous_tier=latest.tier if latest is not None else None,
            )
        )
        return seat

    async def view(self, user_id: int) -> LeagueView | None:
        """The league of this week; None for somebody who has no seat yet, or is banned."""
        async with self._uow.reading() as tx:
            week = period_of(BoardKind.WEEK, tx.now)
            seat = await self._seats.latest(tx, user_id)
            board = (await self._boards.get(tx, [week])).get(BoardKind.WEEK)
            player = await self._players.get(tx, user_id)
            if seat is None or seat.week != week.code or board is None:
                return None
            if player is not None and player.is_banned:
                return None
            members = ranked(await self._seats.members(tx, seat.cohort_id, board.board_id))
        rules = self._book.now.leagues
        shown = [each for each in members if not each.is_hidden or each.user_id == user_id]
        entries = tuple(
            LeagueEntry(rank, each.name, each.score, each.user_id == user_id)
            for rank, each in enumerate(shown, start=1)
        )
        rising, falling = rules.rising(seat.tier), rules.falling(seat.tier, len(shown))
        return LeagueView(week.code, seat.tier, rules.tiers, entries, rising, falling)

    async def _tier(self, tx: Transaction, user_id: int, latest: Seat | None) -> int:
        """What the last seat has earned."""
        if latest is None:
            return 1
        week = Period(BoardKind.WEEK, latest.week)
        board = (await self._boards.get(tx, [week])).get(BoardKind.WEEK)
        if board is None:
            return latest.tier
        members = await self._seats.members(tx, latest.cohort_id, board.board_id)
        active = [each for each in ranked(members) if not each.is_hidden and each.score]
        place = next((n for n, each in enumerate(active, 1) if each.user_id == user_id), None)
        if place is None:  # hidden, or their scores are gone: neither up nor down
            return latest.tier
        tier = self._book.now.leagues.next_tier(latest.tier, place, len(active))
        return min(tier, self._book.now.leagues.tiers)

    async def _band(self, tx: Transaction, user_id: int, board_id: int | None) -> int:
        """The tenth of last week's players that somebody was in; newcomers the last."""
        if board_id is None:
            return 0
        players = await self._scores.players(tx, board_id)
        place = (await self._scores.places(tx, user_id, [board_id])).get(board_id)
        better = players
        if place is not None:
            better = await self._scores.rank(tx, board_id, place) - 1
        return band(better, players, self._book.now.leagues.size)
