"""Tables of boards."""

from __future__ import annotations

import sqlalchemy as sa

from domains.core.database import BigId, UtcDateTime, metadata
from domains.core.privacy import Erasure

board = sa.Table(
    "gamification_board",
    metadata,
    sa.Column("board_id", BigId, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("period", sa.String(16), nullable=False, comment="2026-w48, 2026-11, 2026-q4, ever"),
    sa.Column("starts_at", UtcDateTime),
    sa.Column("ends_at", UtcDateTime),
    sa.Column("closed_at", UtcDateTime),
    sa.UniqueConstraint("kind", "period"),
)
sa.Index("ix_gamification_board_ends_at", board.c.ends_at)

score = sa.Table(
    "gamification_board_score",
    metadata,
    sa.Column("board_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("score", sa.BigInteger, nullable=False),
    sa.Column("neg_reached", sa.BigInteger, nullable=False, comment="-milliseconds since 1970"),
    sa.Column("neg_user", sa.BigInteger, nullable=False, comment="-user_id"),
    sa.Column("is_shown", sa.Boolean, nullable=False),
    sa.CheckConstraint("score > 0", name="score"),
    comment="tie keys are negated so that the whole key sorts one way",
)
sa.Index(
    "ix_gamification_board_score_rank",
    score.c.board_id,
    score.c.score,
    score.c.neg_reached,
    score.c.neg_user,
    sqlite_where=sa.text("is_shown = 1"),
    postgresql_where=sa.text("is_shown"),
)
sa.Index("ix_gamification_board_score_user_id", score.c.user_id)

tally = sa.Table(
    "gamification_board_tally",
    metadata,
    sa.Column("board_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("level", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("score", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("slot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("members", sa.Integer, nullable=False),
    comment="how many shown players have a score: the histogram behind one's own rank",
    sqlite_with_rowid=False,
)

player = sa.Table(
    "gamification_board_player",
    metadata,
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("alias", sa.String(64), nullable=False, comment="as others see them; may be empty"),
    sa.Column("is_hidden", sa.Boolean, nullable=False, comment="by the player's own choice"),
    sa.Column("is_banned", sa.Boolean, nullable=False),
    sa.Column("chosen_alias", sa.String(32), comment="instead of the alias"),
    sa.Column("alias_chosen_at", UtcDateTime),
)

standing = sa.Table(
    "gamification_board_standing",
    metadata,
    sa.Column("board_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("score", sa.BigInteger, nullable=False),
    sa.Column("prize", sa.BigInteger, nullable=False, comment="besitos"),
    comment="the final places of closed periods",
)
sa.Index("ix_gamification_board_standing_user_id", standing.c.user_id)

PRIVACY = {
    board.name: Erasure.NOT_PERSONAL,
    score.name: Erasure.DELETE,
    tally.name: Erasure.NOT_PERSONAL,
    player.name: Erasure.DELETE,
    standing.name: Erasure.DELETE,
}
