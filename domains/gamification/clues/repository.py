"""SQL of the backpack."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.gamification.clues.model import Clue, Secret, SecretWish, digest
from domains.gamification.clues.tables import clue, combined, guess, secret, secret_use

_CLUE = [clue.c[name] for name in Clue.__dataclass_fields__]
_SECRET = [secret.c[name] for name in Secret.__dataclass_fields__]
_PERSONAL = (clue, combined, secret_use, guess)


class ClueRows:
    """Who has found what, and put what together."""

    async def add(
        self, tx: Transaction, user_id: int, clue_id: str, source: str, key: str
    ) -> bool:
        """Put a clue into a backpack. False: it is there already."""
        values = {
            "user_id": user_id,
            "clue_id": clue_id,
            "source": source,
            "key": key,
            "found_at": tx.now,
        }
        result = await tx.execute(tx.insert(clue).values(values).on_conflict_do_nothing())
        return result.rowcount == 1

    async def all(self, tx: Transaction, user_id: int) -> list[Clue]:
        """A backpack, in the order in which it was filled."""
        rows = await tx.execute(
            sa.select(*_CLUE)
            .where(clue.c.user_id == user_id)
            .order_by(clue.c.found_at, clue.c.clue_id)
        )
        return [Clue(**row._mapping) for row in rows]

    async def combine(self, tx: Transaction, user_id: int, code: str) -> bool:
        """Write down that this was put together. False: it was before."""
        result = await tx.execute(
            tx.insert(combined)
            .values(user_id=user_id, code=code, at=tx.now)
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def combined(self, tx: Transaction, user_id: int) -> set[str]:
        """Codes of what somebody has put together."""
        rows = await tx.execute(sa.select(combined.c.code).where(combined.c.user_id == user_id))
        return set(rows.scalars())

    async def export(self, tx: Transaction, user_id: int) -> dict[str, list[dict[str, Any]]]:
        """Everything about somebody: table → rows."""
        return {
            table.name: [
                dict(row._mapping)
                for row in await tx.execute(sa.select(table).where(table.c.user_id == user_id))
            ]
            for table in _PERSONAL
        }

    async def forget(self, tx: Transaction, user_id: int) -> None:
        """Empty the backpack of somebody who leaves."""
        for table in _PERSONAL:
            await tx.execute(sa.delete(table).where(table.c.user_id == user_id))


class SecretRows:
    """Secret words, by their digest."""

    async def add(self, tx: Transaction, wish: SecretWish) -> int | None:
        """Write a secret down; its number. None: there is one of this word."""
        row = (
            await tx.execute(
                tx.insert(secret)
                .values(
                    digest=digest(wish.word),
                    clue_id=wish.clue_id,
                    besitos=wish.besitos,
                    most_uses=wish.most_uses,
                    uses=0,
                    ends_at=wish.ends_at,
                    is_open=True,
                    made_at=tx.now,
                )
                .on_conflict_do_nothing(index_elements=[secret.c.digest])
                .returning(secret.c.id)
            )
        ).first()
        return int(row.id) if row is not None else None

    async def find(self, tx: Transaction, word: str) -> Secret | None:
        """The secret of a word, open or not; nobody else takes a use until we commit."""
        row = (
            await tx.execute(
                sa.select(*_SECRET).where(secret.c.digest == digest(word)).with_for_update()
            )
        ).first()
        return Secret(**row._mapping) if row is not None else None

    async def take_use(self, tx: Transaction, secret_id: int, now: datetime) -> bool:
        """One more person. False: it is over, closed, or everybody has been."""
        result = await tx.execute(
            sa.update(secret)
            .where(
                secret.c.id == secret_id,
                secret.c.is_open,
                sa.or_(secret.c.ends_at.is_(None), secret.c.ends_at > now),
                sa.or_(secret.c.most_uses.is_(None), secret.c.uses < secret.c.most_uses),
            )
            .values(uses=secret.c.uses + 1)
        )
        return result.rowcount == 1

    async def use(self, tx: Transaction, user_id: int, secret_id: int) -> bool:
        """Write down who said it. False: they have said it before."""
        result = await tx.execute(
            tx.insert(secret_use)
            .values(user_id=user_id, secret_id=secret_id, at=tx.now)
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def unuse(self, tx: Transaction, user_id: int, secret_id: int) -> None:
        """It was too late for them after all."""
        await tx.execute(
            sa.delete(secret_use).where(
                secret_use.c.user_id == user_id, secret_use.c.secret_id == secret_id
            )
        )

    async def close(self, tx: Transaction, secret_id: int) -> bool:
        """Nobody may say it any more. False: there is no such secret, or it is closed."""
        result = await tx.execute(
            sa.update(secret)
            .where(secret.c.id == secret_id, secret.c.is_open)
            .values(is_open=False)
        )
        return result.rowcount == 1

    async def newest(self, tx: Transaction, limit: int) -> list[Secret]:
        """The newest secrets first."""
        rows = await tx.execute(sa.select(*_SECRET).order_by(secret.c.id.desc()).limit(limit))
        return [Secret(**row._mapping) for row in rows]

    async def take_guess(
        self, tx: Transaction, user_id: int, window: str, ends_at: datetime, limit: int
    ) -> int | None:
        """Count a try in a window; how many there were with it. None: no more are allowed."""
        new = tx.insert(guess).values(user_id=user_id, window=window, count=1, ends_at=ends_at)
        row = (
            await tx.execute(
                new.on_conflict_do_update(
                    index_elements=[guess.c.user_id, guess.c.window],
                    set_={"count": guess.c.count + 1},
                    where=guess.c.count < limit,
                ).returning(guess.c.count)
            )
        ).first()
        return int(row[0]) if row is not None else None

    async def drop_guesses(self, tx: Transaction, now: datetime) -> None:
        """Forget windows that are over."""
        await tx.execute(sa.delete(guess).where(guess.c.ends_at <= now))
