"""What players did with a chapter, as values. Nobody is named."""

from __future__ import annotations

from dataclasses import dataclass

from domains.narrative.authoring.story_map import Figures, StoryMap

EVERY_VERSION = 0
"""Instead of a version's number: what was done in any of them, counted together."""


@dataclass(frozen=True, slots=True)
class Told:
    """A published story and its versions' numbers, the newest first."""

    story_id: str
    title: str
    chapters: tuple[tuple[str, str], ...]
    """Ids and titles."""
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A choice in words, how many readers took it, and how many per cent of all answers it is."""

    words: str
    readers: int
    percent: int


@dataclass(frozen=True, slots=True)
class Question:
    """Choices that are offered together, in the knot where they stand."""

    knot: str
    answers: tuple[Answer, ...]

    @property
    def readers(self) -> int:
        return sum(answer.readers for answer in self.answers)


@dataclass(frozen=True, slots=True)
class ChapterFigures:
    """A chapter of one version, or of every version, and what its readers did."""

    story_id: str
    chapter_id: str
    title: str
    number: int
    figures: Figures
    questions: tuple[Question, ...]
    map: StoryMap

    @property
    def stopped(self) -> list[tuple[str, int]]:
        """The knots before whose choices readers stand now, the fullest first."""
        return sorted(self.figures.standing.items(), key=lambda place: (-place[1], place[0]))
