"""A8-T7: what readers ask of boards is answered from indexes."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from domains.core import Transaction
from domains.core.testing import BusHarness
from domains.gamification.leaderboards import repository
from domains.gamification.leaderboards.model import BoardKind, Place
from domains.gamification.leaderboards.repository import Scores
from domains.gamification.leaderboards.tables import score
from domains.gamification.module import GamificationModule
from tests.domains.gamification.editions import MONDAY, board_id, fill

NAIVE = """
    SELECT place FROM (
        SELECT user_id, row_number() OVER (ORDER BY score DESC, neg_reached DESC) AS place
        FROM gamification_board_score WHERE board_id = 1
    ) AS ranked WHERE user_id = 7
"""


async def plan(tx: Transaction, query: sa.Executable) -> str:
    """What the database would do, in its own words."""
    word = "EXPLAIN QUERY PLAN" if tx.dialect == "sqlite" else "EXPLAIN"
    dialect = (sqlite if tx.dialect == "sqlite" else postgresql).dialect()
    compiled = query.compile(  # type: ignore[attr-defined]
        dialect=dialect, compile_kwargs={"literal_binds": True}
    )
    rows = await tx.execute(sa.text(f"{word} {compiled}".replace(":", r"\:")))
    return "\n".join(str(row[-1]) for row in rows)


def full_scans(text: str) -> list[str]:
    """Steps that read a whole table, or sort it."""
    signs = ("Seq Scan", "SCAN", "Sort", "TEMP B-TREE", "WindowAgg")
    text = text.replace("SCAN CONSTANT ROW", "")
    return [line for line in text.splitlines() if any(sign in line for sign in signs)]


@pytest.mark.parametrize("question", ["top", "rank", "above", "below", "player"])
async def test_a8_t7_no_full_scan_for_top_rank_and_neighbours(
    kit: BusHarness, game: GamificationModule, question: str
) -> None:
    dice = random.Random(7)
    awards = [
        (user, dice.randrange(1, 5_000), MONDAY + timedelta(seconds=dice.randrange(90_000)))
        for user in range(1, 401)
    ]
    await fill(kit.kernel, awards)
    week = await board_id(kit.kernel, BoardKind.WEEK, MONDAY)
    async with kit.kernel.uow() as tx:
        await tx.execute(sa.text("ANALYZE"))
        if tx.dialect == "postgresql":
            # Four hundred rows fit on a few pages: only without this choice does the plan
            # tell which index serves a million. A query that no index serves still scans.
            await tx.execute(sa.text("SET LOCAL enable_seqscan = off"))
        place = (await Scores().places(tx, 200, [week]))[week]
        found = await plan(tx, statement(question, week, place))
        naive = await plan(tx, sa.text(NAIVE.replace("= 1", f"= {week}")))
    assert full_scans(found) == []
    assert "ndex" in found or "INDEX" in found or "PRIMARY KEY" in found
    assert full_scans(naive), "the check knows a bad plan when it sees one"


def statement(question: str, board: int, place: Place) -> sa.Executable:
    if question == "player":
        return sa.select(score.c.score).where(
            score.c.user_id == 200, score.c.board_id.in_([board])
        )
    asked: sa.Select[Any] = {
        "top": repository.TOP,
        "rank": repository.BETTER,
        "above": repository.ABOVE,
        "below": repository.BELOW,
    }[question]
    known = {**repository.params_of(board, place), "most": 10}
    return asked.params({name: known[name] for name in asked.compile().params if name in known})
