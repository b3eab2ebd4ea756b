"""Writes down what a turn did, and tells the other modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domains.core.events import (
    CharacterInteractionEvent,
    ClueFoundEvent,
    StoryAchievementEarnedEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
    StoryProgressUpdatedEvent,
)
from domains.core.unit_of_work import Transaction
from domains.narrative.engine.run import Run
from domains.narrative.engine.view import Page, ViewChoice
from domains.narrative.journal.model import Decision, Findings
from domains.narrative.journal.repository import Records
from domains.narrative.model import Changes

MAX_IMPACT = 100
MAX_RELATIONSHIP = 1_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """A turn that was just taken: from `before`, by `choice`, to `page`.

    `words` are those of the decision; `is_new`: nobody has told it for this player before.
    """

    before: Run
    choice: ViewChoice
    words: str
    page: Page
    changes: Changes
    is_new: bool

    @property
    def occasion(self) -> str:
        """The place of this decision: whoever decides there again is not paid again."""
        return f"{self.before.run_id}:{self.before.depth}"


class Journal:
    """Works inside the caller's transaction; its events leave with the commit."""

    def __init__(self) -> None:
        self._records = Records()

    async def begin(
        self,
        tx: Transaction,
        user_id: int,
        place: tuple[str, str],
        variables: Mapping[str, object],
        title: str,
    ) -> None:
        """A chapter begins. Told to others only the first time: a replay is no new start."""
        story_id, chapter_id = place
        if await self._records.set_checkpoint(tx, user_id, place, variables):
            tx.publish(
                StoryChapterStartedEvent(
                    user_id=user_id,
                    chapter_id=chapter_id,
                    chapter_title=title,
                    story_arc=story_id,
                    started_at=tx.now,
                )
            )

    async def tell(self, tx: Transaction, outcome: Outcome) -> int:
        """A decision was made and written down: tell it. Returns the points that it earns.

        A turn earns points once: reading the chapter again earns nothing up to where the
        player had been before.
        """
        before, changes = outcome.before, outcome.changes
        points = outcome.page.points if outcome.is_new else 0
        clues = [
            clue_id
            for clue_id in changes.clues_found
            if await self._records.find(tx, before.user_id, before.story_id, clue_id)
        ]
        tx.publish(
            StoryDecisionMadeEvent(
                user_id=before.user_id,
                chapter_id=before.chapter_id,
                decision_id=outcome.choice.id,
                decision_text=outcome.words,
                consequences=tuple(f"clue:{clue_id}" for clue_id in clues),
                character_impacts={
                    change.character_id: _within(change.change, MAX_IMPACT)
                    for change in changes.relationships
                },
                decision_timestamp=tx.now,
                occasion=outcome.occasion,
                points=points,
                is_retaken=await self._is_retaken(tx, before),
            )
        )
        self._tell_changes(tx, outcome, clues)
        if outcome.is_new:
            self._tell_achievements(tx, outcome)
        if outcome.page.ended:
            await self._complete(tx, outcome)
        return points

    async def _is_retaken(self, tx: Transaction, before: Run) -> bool:
        never_went_back = before.turn == before.depth
        return not never_went_back and await self._records.was_undone(
            tx, before.run_id, before.depth
        )

    def _tell_changes(self, tx: Transaction, outcome: Outcome, clues: Sequence[str]) -> None:
        before = outcome.before
        for change in outcome.changes.relationships:
            tx.publish(
                CharacterInteractionEvent(
                    user_id=before.user_id,
                    character_id=change.character_id,
                    relationship_change=_within(change.change, MAX_IMPACT),
                    relationship_after=_within(change.after, MAX_RELATIONSHIP),
                )
            )
        for clue_id in clues:
            tx.publish(
                ClueFoundEvent(
                    user_id=before.user_id, clue_id=clue_id, chapter_id=before.chapter_id
                )
            )
        tx.publish(
            StoryProgressUpdatedEvent(
                user_id=before.user_id, chapter_id=before.chapter_id, turn=before.depth + 1
            )
        )

    def _tell_achievements(self, tx: Transaction, outcome: Outcome) -> None:
        for code in dict.fromkeys(outcome.page.achievements):
            tx.publish(
                StoryAchievementEarnedEvent(
                    user_id=outcome.before.user_id,
                    achievement_id=code,
                    chapter_id=outcome.before.chapter_id,
                    story_arc=outcome.before.story_id,
                )
            )

    async def _complete(self, tx: Transaction, outcome: Outcome) -> None:
        before, ending_id = outcome.before, outcome.page.ending
        first_time = await self._records.complete(tx, before, ending_id)
        tx.publish(
            StoryChapterCompletedEvent(
                user_id=before.user_id,
                chapter_id=before.chapter_id,
                story_arc=before.story_id,
                ending_id=ending_id,
                decisions=before.depth + 1,
                first_time=first_time,
            )
        )

    async def stand(
        self, tx: Transaction, user_id: int, story_id: str, values: Mapping[str, int]
    ) -> None:
        """A chapter begins with these relationships: those of its checkpoint."""
        await self._records.relate(tx, user_id, story_id, values)

    async def undo(self, tx: Transaction, run: Run, to_depth: int) -> None:
        """The run goes back to a place before its last decisions.

        What they were worth stays earned: deciding there again earns nothing more.
        """
        await self._records.undo(tx, run.run_id, to_depth)

    async def path(self, tx: Transaction, run: Run) -> list[Decision]:
        """The decisions that lead to where a run stands."""
        return await self._records.path(tx, run.run_id)

    async def chapters(self, tx: Transaction, user_id: int, story_id: str) -> dict[str, bool]:
        """The chapters that the player ever began, and whether they ended them."""
        return await self._records.chapters(tx, user_id, story_id)

    async def variables(
        self, tx: Transaction, user_id: int, place: tuple[str, str]
    ) -> Mapping[str, object]:
        """With what the chapter began for this player; nothing when it never did."""
        found = await self._records.checkpoint(tx, user_id, *place)
        return found.variables if found is not None else {}

    async def findings(self, tx: Transaction, user_id: int, story_id: str) -> Findings:
        """Everything the player has to show for their reading."""
        return Findings(
            await self._records.relationships(tx, user_id, story_id),
            await self._records.clues(tx, user_id, story_id),
            await self._records.endings(tx, user_id, story_id),
        )


def _within(value: int, most: int) -> int:
    return max(-most, min(most, value))
