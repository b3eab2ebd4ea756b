"""SQL of the drafts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.narrative.authoring.drafts.tables import art, draft, release


class DraftRows:
    """One row for each author."""

    async def get(self, tx: Transaction, author_id: int) -> sa.Row[Any] | None:
        """Everything about the author's draft."""
        return (await tx.execute(sa.select(draft).where(draft.c.author_id == author_id))).first()

    async def put(self, tx: Transaction, author_id: int, **columns: Any) -> None:
        """Keep a draft in place of the former one."""
        values = {**columns, "updated_at": tx.now}
        await tx.execute(
            tx.insert(draft)
            .values(author_id=author_id, **values)
            .on_conflict_do_update(index_elements=[draft.c.author_id], set_=values)
        )

    async def move(
        self, tx: Transaction, author_id: int, sha256: str, before: str, place: str
    ) -> bool:
        """Read on. False: the draft or its reader has moved meanwhile."""
        result = await tx.execute(
            sa.update(draft)
            .where(
                draft.c.author_id == author_id,
                draft.c.sha256 == sha256,
                draft.c.place == before,
            )
            .values(place=place)
        )
        return result.rowcount == 1

    async def forget(self, tx: Transaction, author_id: int) -> None:
        """The author asked to be forgotten."""
        await tx.execute(sa.delete(draft).where(draft.c.author_id == author_id))


class ReleaseRows:
    """Versions that wait."""

    async def add(self, tx: Transaction, **columns: Any) -> None:
        """Keep a version until it is due."""
        await tx.execute(sa.insert(release).values(is_waiting=True, **columns))

    async def waiting(self, tx: Transaction) -> list[sa.Row[Any]]:
        """What will be published, the next first."""
        columns = (release.c.release_id, release.c.story_id, release.c.sha256, release.c.due_at)
        rows = await tx.execute(
            sa.select(*columns, release.c.manifest)
            .where(release.c.is_waiting)
            .order_by(release.c.due_at)
        )
        return list(rows)

    async def take(self, tx: Transaction, release_id: UUID) -> sa.Row[Any] | None:
        """A waiting release, which from now on waits no more; None when it does not."""
        result = await tx.execute(
            sa.update(release)
            .where(release.c.release_id == release_id, release.c.is_waiting)
            .values(is_waiting=False)
        )
        if result.rowcount != 1:
            return None
        query = sa.select(release).where(release.c.release_id == release_id)
        return (await tx.execute(query)).first()


class ArtRows:
    """Pictures of published stories."""

    async def put(self, tx: Transaction, story_id: str, pictures: dict[str, bytes]) -> None:
        """Keep pictures, each in place of a former one of its name."""
        for name, data in pictures.items():
            await tx.execute(
                tx.insert(art)
                .values(story_id=story_id, name=name, data=data)
                .on_conflict_do_update(
                    index_elements=[art.c.story_id, art.c.name], set_={"data": data}
                )
            )

    async def get(self, tx: Transaction, story_id: str, name: str) -> bytes | None:
        """A picture."""
        found: bytes | None = await tx.scalar(
            sa.select(art.c.data).where(art.c.story_id == story_id, art.c.name == name)
        )
        return found
