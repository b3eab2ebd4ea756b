"""Pictures of the stories: files in the folder `art` beside a story's manifest."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from domains.narrative.engine.library import STORIES

KEPT_BYTES = 32 * 1024 * 1024
"""So much of the pictures used last stays in memory."""


class Artwork:
    """Looks pictures up by story and file name. A name can never lead out of the folder."""

    def __init__(self, folder: Path = STORIES) -> None:
        self._folder = folder
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def find(self, story_id: str, name: str) -> bytes | None:
        """The picture's bytes; None when there is no such file."""
        key = (story_id, Path(name).name)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        path = self._folder / Path(story_id).name / "art" / key[1]
        if not path.is_file():
            return None
        self._kept[key] = path.read_bytes()
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > KEPT_BYTES:
            self._kept.popitem(last=False)
        return self._kept[key]
