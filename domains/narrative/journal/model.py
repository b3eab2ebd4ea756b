"""What a player has to show for their reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domains.narrative.model import Manifest


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where a chapter began, and how far this player ever got in it."""

    variables: Mapping[str, object]
    furthest_turn: int
    is_completed: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: its id in the story, and its words as they were shown."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Relationships by character, and ids of clues and endings."""

    relationships: Mapping[str, int]
    clues: frozenset[str]
    endings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """One relationship."""

    character_id: str
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Possession:
    """A clue or an ending of the story. It has no words while it is not the player's."""

    id: str
    name: str = ""
    description: str = ""

    @property
    def is_found(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True, slots=True)
class StoryCard:
    """Everything at once, in the manifest's order and in one language."""

    relationships: tuple[Standing, ...]
    clues: tuple[Possession, ...]
    endings: tuple[Possession, ...]


def card(manifest: Manifest, found: Findings, language: str) -> StoryCard:
    """The findings in words."""
    spoken = manifest.language(language)
    return StoryCard(
        relationships=tuple(
            Standing(character_id, character.name[spoken], found.relationships[character_id])
            for character_id, character in manifest.characters.items()
            if character_id in found.relationships
        ),
        clues=tuple(
            Possession(clue_id, clue.name[spoken], clue.description[spoken])
            if clue_id in found.clues
            else Possession(clue_id)
            for clue_id, clue in manifest.clues.items()
        ),
        endings=tuple(
            Possession(ending_id, ending.name[spoken])
            if ending_id in found.endings
            else Possession(ending_id)
            for ending_id, ending in manifest.endings.items()
        ),
    )
