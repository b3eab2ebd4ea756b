"""A chapter that begins at another of its knots: to read what is being written now."""

from __future__ import annotations

import json

from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.errors import ChapterNotFoundError


def entered_at(chapter: CompiledChapter, knot: str) -> CompiledChapter:
    """The chapter with another first knot. Its saves are played on with the chapter itself.

    Raises ChapterNotFoundError when it has no such knot.
    """
    if knot not in chapter.knots:
        raise ChapterNotFoundError(
            chapter=chapter.id,
            knot=knot,
            reason=f"there is no knot {knot}; there are {', '.join(sorted(chapter.knots))}",
        )
    document = json.loads(chapter.json)
    document["root"][0] = [{"->": knot}, ["done", {"#f": 5, "#n": "g-0"}], None]
    return CompiledChapter.parse(chapter.id, chapter.language, json.dumps(document))
