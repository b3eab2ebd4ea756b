"""SQL of the user module."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from domains.core.database import Prepared
from domains.core.unit_of_work import Transaction
from domains.user.model import FREE, OWNER, PLAYER, Person, TelegramIdentity
from domains.user.tables import account

_HIGHEST = "\U0010ffff"
"""Sorts after every character a name can hold."""

_KEY_LENGTH = 64

_PERSON = [
    account.c.user_id.label("id"),
    *(account.c[column] for column in Person.__dataclass_fields__ if column != "id"),
]

_OF = sa.select(*_PERSON).where(account.c.user_id == sa.bindparam("wanted"))
_GET, _LOCK = Prepared(_OF), Prepared(_OF.with_for_update())


class Accounts:
    """One row for everybody who ever spoke to the bot."""

    async def create(self, tx: Transaction, identity: TelegramIdentity, role: str) -> bool:
        """Make the account of a tidied identity. False when it exists already."""
        result = await tx.execute(
            tx.insert(account)
            .values(
                user_id=identity.user_id,
                username=identity.username,
                first_name=identity.first_name,
                last_name=identity.last_name,
                language_code=identity.language_code,
                is_premium=identity.is_premium,
                role=role,
                plan=FREE,
                is_reachable=True,
                registered_at=tx.now,
                last_seen_at=tx.now,
                **_keys(identity.username, identity.first_name, identity.last_name),
            )
            .on_conflict_do_nothing()
        )
        return result.rowcount == 1

    async def get(self, tx: Transaction, user_id: int, *, lock: bool = False) -> Person | None:
        """The person, or None. With `lock` nobody else changes them until we commit."""
        if not 0 < user_id < 2**63:  # a forged button's number is nobody, not a crash
            return None
        row = await tx.first(_LOCK if lock else _GET, {"wanted": user_id})
        return Person(**row._asdict()) if row is not None else None

    async def change(self, tx: Transaction, person: Person, changes: Mapping[str, Any]) -> None:
        """Write new values of a locked person's columns."""
        values = dict(changes)
        if not values.keys().isdisjoint(("username", "first_name", "last_name")):
            names = ("username", "first_name", "last_name")
            values |= _keys(*(values.get(name, getattr(person, name)) for name in names))
        await tx.execute(sa.update(account).where(account.c.user_id == person.id).values(**values))

    async def owners_to_change(self, tx: Transaction, owner_ids: Collection[int]) -> list[Person]:
        """Accounts, locked in order, that should be owner and are not, or the reverse."""
        listed = account.c.user_id.in_(owner_ids)
        rows = await tx.execute(
            sa.select(*_PERSON)
            .where(
                sa.or_(
                    sa.and_(listed, account.c.role != OWNER),
                    sa.and_(~listed, account.c.role == OWNER),
                )
            )
            .order_by(account.c.user_id)
            .with_for_update()
        )
        return [Person(**row._mapping) for row in rows]

    async def with_roles(self, tx: Transaction, roles: Collection[str]) -> list[Person]:
        """Custodians of these roles, by id."""
        query = sa.select(*_PERSON).where(account.c.role != PLAYER, account.c.role.in_(roles))
        rows = await tx.execute(query.order_by(account.c.user_id))
        return [Person(**row._mapping) for row in rows]

    async def by_prefix(
        self, tx: Transaction, column: str, prefix: str, after: Person | None, limit: int
    ) -> list[Person]:
        """People whose search key begins with `prefix`, in its order, after somebody."""
        key = account.c[column]
        query = sa.select(*_PERSON).where(key >= prefix, key < prefix + _HIGHEST)
        if after is not None:
            last = _keys(after.username, after.first_name, after.last_name)[column]
            query = query.where(sa.tuple_(key, account.c.user_id) > sa.tuple_(last, after.id))
        rows = await tx.execute(query.order_by(key, account.c.user_id).limit(limit))
        return [Person(**row._mapping) for row in rows]

    async def delete(self, tx: Transaction, user_id: int) -> bool:
        """Forget a person. False when there was nobody."""
        result = await tx.execute(sa.delete(account).where(account.c.user_id == user_id))
        return result.rowcount == 1


def search_key(text: str) -> str:
    """A text as search keys hold it."""
    return text.casefold()[:_KEY_LENGTH]


def _keys(username: str | None, first_name: str, last_name: str | None) -> dict[str, str | None]:
    return {
        "username_key": search_key(username) if username else None,
        "name_key": search_key(f"{first_name} {last_name or ''}".strip()),
    }
