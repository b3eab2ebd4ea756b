"""What there is in the story: chapters, and what its clues are called."""

from __future__ import annotations

from collections.abc import Callable

from domains.narrative.engine.tellers import Tellers
from domains.narrative.model import Clue, Words


class Contents:
    """Answers from the versions in memory, the newest first; asks no database."""

    def __init__(self, tellers: Tellers, story_id: str) -> None:
        self._tellers = tellers
        self._story_id = story_id

    def chapters(self) -> dict[str, bool]:
        """The ids of the chapters, in order; whether each is for VIPs."""
        newest = self._tellers.manifests(self._story_id)[0]
        return {each.id: each.vip for each in newest.chapters}

    def clue_name(self, clue_id: str, language: str) -> str | None:
        """What a clue is called; None for an unknown one."""
        return self._words(clue_id, language, lambda clue: clue.name)

    def clue_description(self, clue_id: str, language: str) -> str | None:
        """What a clue says; None for an unknown one."""
        return self._words(clue_id, language, lambda clue: clue.description)

    def _words(self, clue_id: str, language: str, of: Callable[[Clue], Words]) -> str | None:
        house, others = self._tellers.manifests(self._story_id), self._tellers.manifests()
        for manifest in [*house, *others]:
            if (clue := manifest.clues.get(clue_id)) is not None:
                return of(clue)[manifest.language(language)]
        return None
