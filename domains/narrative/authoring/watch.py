"""Hot reload: a story's folder on this machine is checked anew whenever a file in it changes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from pathlib import Path

import structlog

from domains.core.errors import DomainError
from domains.narrative.authoring.bundle import of_folder
from domains.narrative.authoring.drafts.service import Drafts

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1.0


class FolderWatch:
    """Keeps a folder as the draft of each author; where they read they read on."""

    def __init__(
        self,
        drafts: Drafts,
        folder: Path,
        authors: Collection[int],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._drafts = drafts
        self._folder = folder
        self._authors = authors
        self._sleep = sleep
        self._seen: dict[str, bytes] = {}

    async def run(self) -> None:
        """Look once a second, for ever."""
        while True:
            await self.look()
            await self._sleep(LOOK_SECONDS)

    async def look(self) -> bool:
        """Check the folder if it has changed since the last look; did it?"""
        files = of_folder(self._folder)
        if files == self._seen:
            return False
        self._seen = files
        for author in self._authors:
            try:
                draft = await self._drafts.take_folder(author, self._folder)
            except DomainError as error:
                log.warning("story.not_read", folder=str(self._folder), reason=str(error))
                return True
            log.info("story.reloaded", story=draft.story_id, findings=len(draft.findings))
            for finding in draft.findings:
                log.warning("story.finding", finding=str(finding))
        return True
