"""Fills the boards of an empty database with a made-up crowd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice

from domains.core.unit_of_work import UnitOfWork
from domains.gamification.leaderboards.loading import repository
from domains.gamification.leaderboards.loading.errors import NotEmptyError
from domains.gamification.leaderboards.loading.model import KINDS, crowd
from domains.gamification.leaderboards.model import Tally, period_of, tallies
from domains.gamification.leaderboards.repository import Boards


async def load(
    uow: UnitOfWork, users: int, seed: int, advance: Callable[[int], None] = lambda _: None
) -> int:
    """Write `users` people with scores on every board; the same ones for the same seed and day.

    `advance` is told how many people each step has written. Returns the number of scores.
    Raises NotEmptyError when anybody plays here already.
    """
    async with uow() as tx:
        if not await repository.is_empty(tx):
            raise NotEmptyError("people play here already: load a crowd into an empty database")
        now = tx.now
        periods = [period_of(kind, now) for kind in KINDS]
        await Boards().open(tx, periods)
        boards = {kind: row.board_id for kind, row in (await Boards().get(tx, periods)).items()}
    counts: Counter[Tally] = Counter()
    people, written = crowd(users, seed, now), 0
    while batch := list(islice(people, repository.BATCH)):
        async with uow() as tx:
            await repository.add(tx, batch, boards)
        for each in batch:
            for kind, place in each.places.items():
                counts.update(tallies(boards[kind], place))
        written += sum(len(each.places) for each in batch)
        advance(len(batch))
    async with uow() as tx:
        await repository.write_histogram(tx, counts)
        await repository.analyze(tx)
    return written
