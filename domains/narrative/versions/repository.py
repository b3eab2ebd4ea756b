"""SQL of the versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from domains.core.unit_of_work import Transaction
from domains.narrative.versions.model import Migrate, Publication
from domains.narrative.versions.tables import version, version_text

_PUBLICATION = [version.c[name] for name in Publication.__dataclass_fields__]
Texts = Mapping[tuple[str, str], str]
"""Compiled chapters by chapter and language."""


class VersionRows:
    """Every version that was ever published."""

    async def current(
        self, tx: Transaction, story_id: str, *, lock: bool = False
    ) -> Publication | None:
        """What chapters begin with. With `lock` nobody else publishes until we commit."""
        query = sa.select(*_PUBLICATION).where(
            version.c.story_id == story_id, version.c.retired_at.is_(None)
        )
        return _publication((await tx.execute(query.with_for_update() if lock else query)).first())

    async def get(self, tx: Transaction, story_id: str, sha256: str) -> Publication | None:
        """A version, current or not."""
        query = sa.select(*_PUBLICATION).where(*_is(story_id, sha256))
        return _publication((await tx.execute(query)).first())

    async def history(self, tx: Transaction, story_id: str) -> list[Publication]:
        """Every version, the newest first."""
        rows = await tx.execute(
            sa.select(*_PUBLICATION)
            .where(version.c.story_id == story_id)
            .order_by(version.c.number.desc())
        )
        return [found for row in rows if (found := _publication(row)) is not None]

    async def published(self, tx: Transaction) -> list[Publication]:
        """The current version of every story, by the story's id."""
        rows = await tx.execute(
            sa.select(*_PUBLICATION)
            .where(version.c.retired_at.is_(None))
            .order_by(version.c.story_id)
        )
        return [found for row in rows if (found := _publication(row)) is not None]

    async def add(self, tx: Transaction, new: Publication, manifest: str, texts: Texts) -> bool:
        """Keep a version for good. False: another instance was a moment faster."""
        columns = {name: getattr(new, name) for name in Publication.__dataclass_fields__}
        result = await tx.execute(
            tx.insert(version)
            .values(**{**columns, "migrate": new.migrate.value}, manifest=manifest)
            .on_conflict_do_nothing()
        )
        if result.rowcount != 1:
            return False
        await tx.execute(
            sa.insert(version_text),
            [
                {
                    "story_id": new.story_id,
                    "sha256": new.sha256,
                    "chapter_id": chapter_id,
                    "language": language,
                    "compiled": compiled,
                }
                for (chapter_id, language), compiled in texts.items()
            ],
        )
        return True

    async def retire(self, tx: Transaction, story_id: str) -> None:
        """No version of the story is current any more."""
        await tx.execute(
            sa.update(version)
            .where(version.c.story_id == story_id, version.c.retired_at.is_(None))
            .values(retired_at=tx.now)
        )

    async def bring_back(
        self, tx: Transaction, story_id: str, sha256: str, migrate: Migrate
    ) -> None:
        """A version that was retired is current again."""
        await tx.execute(
            sa.update(version)
            .where(*_is(story_id, sha256))
            .values(retired_at=None, published_at=tx.now, migrate=migrate.value)
        )

    async def has_fix_after(self, tx: Transaction, story_id: str, sha256: str) -> bool:
        """Is there a later version that restarts chapters?"""
        since = sa.select(version.c.published_at).where(*_is(story_id, sha256)).scalar_subquery()
        found = await tx.scalar(
            sa.select(version.c.number)
            .where(
                version.c.story_id == story_id,
                version.c.sha256 != sha256,
                version.c.migrate == Migrate.RESTART_CHAPTER.value,
                version.c.published_at > since,
            )
            .limit(1)
        )
        return found is not None

    async def contents(
        self, tx: Transaction, story_id: str, sha256: str
    ) -> tuple[str, dict[tuple[str, str], str]] | None:
        """The manifest as JSON, and the compiled chapters; None for an unknown version."""
        manifest = await tx.scalar(sa.select(version.c.manifest).where(*_is(story_id, sha256)))
        if manifest is None:
            return None
        rows = await tx.execute(
            sa.select(version_text).where(
                version_text.c.story_id == story_id, version_text.c.sha256 == sha256
            )
        )
        return str(manifest), {(row.chapter_id, row.language): row.compiled for row in rows}


def _is(story_id: str, sha256: str) -> tuple[sa.ColumnElement[bool], ...]:
    return version.c.story_id == story_id, version.c.sha256 == sha256


def _publication(row: sa.Row[Any] | None) -> Publication | None:
    if row is None:
        return None
    return Publication(**{**row._mapping, "migrate": Migrate(row.migrate)})
