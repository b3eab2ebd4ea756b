"""What readers prefer, and what a script may know about them."""

from __future__ import annotations

from domains.core.unit_of_work import Transaction
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.journal.service import Journal
from domains.narrative.readers.model import Facts, Preference, Reader, Speed, facts
from domains.narrative.readers.repository import ReaderRows

ASKS_FOR_ITEMS, ASKS_FOR_CLUES = "has_item", "has_clue"


class Readers:
    """Works inside the caller's transaction."""

    def __init__(self) -> None:
        self._rows = ReaderRows()
        self._journal = Journal()

    async def get(self, tx: Transaction, user_id: int) -> Reader:
        """Everybody is a reader; who was never heard of has the defaults."""
        return await self._rows.get(tx, user_id)

    async def facts(
        self, tx: Transaction, reader: Reader, story_id: str, chapter: CompiledChapter
    ) -> Facts:
        """What the chapter may ask; only what it can ask for is looked up."""
        items: dict[str, int] = {}
        clues: frozenset[str] = frozenset()
        if ASKS_FOR_ITEMS in chapter.externals:
            items = await self._rows.items(tx, reader.user_id)
        if ASKS_FOR_CLUES in chapter.externals:
            clues = (await self._journal.findings(tx, reader.user_id, story_id)).clues
        return facts(reader, tx.now, items, clues)

    async def prefer(
        self, tx: Transaction, user_id: int, preference: Preference, *, is_on: bool
    ) -> Reader:
        """Turn something on or off. Saying it twice changes nothing."""
        await self._rows.set(tx, user_id, **{preference.value: is_on})
        return await self._rows.get(tx, user_id)

    async def open_book(self, tx: Transaction, user_id: int, story_id: str, house: str) -> None:
        """Lay a story open, `house` being the house's own. Places in the others stay."""
        await self._rows.set(tx, user_id, book=None if story_id == house else story_id)

    async def pace(self, tx: Transaction, user_id: int, speed: Speed) -> Reader:
        """Choose how long the author's pauses are."""
        await self._rows.set(tx, user_id, speed=speed.value)
        return await self._rows.get(tx, user_id)
