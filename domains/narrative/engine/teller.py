"""Tells pages of one story: the engine, the manifest and a player's run brought together."""

from __future__ import annotations

from collections.abc import Mapping

from domains.narrative.engine import save
from domains.narrative.engine.interface import SavedState, StoryEngine, Told
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.run import NewPage, Run, StoryView
from domains.narrative.engine.view import page
from domains.narrative.errors import InvalidVariableError, SaveRejectedError
from domains.narrative.model import Changes, changes, relationships


class Teller:
    """Stateless. Methods that play may raise StoryBrokenError."""

    def __init__(self, engine: StoryEngine, story: StoryVersion) -> None:
        self._engine = engine
        self.story = story

    def begin(
        self, chapter_id: str, language: str, seed: int, variables: Mapping[str, object]
    ) -> NewPage:
        """The first page of a chapter.

        Variables that a newer version of the chapter cannot take are left behind, all of
        them: half of a memory would be stranger than none.
        """
        chapter = self.story.chapter(chapter_id, language)
        try:
            told = self._engine.start(chapter, seed=seed, variables=variables)
        except InvalidVariableError:
            told = self._engine.start(chapter, seed=seed)
        return self._page(told, chapter_id, language, 0)

    def choose(self, run: Run, choice: int, language: str) -> tuple[NewPage, Changes]:
        """The page after a choice, and what the choice changed.

        Raises SaveRejectedError when the run's state is damaged or of another version.
        """
        if not self.fits(run):
            raise SaveRejectedError(run=run.run_id, reason="made by another version")
        chapter = self.story.chapter(run.chapter_id, language)
        offered = [option.text for option in run.page.choices]
        told = self._engine.choose(chapter, run.saved, choice, offered=offered)
        before = save.variables_of(run.saved.json, chapter)
        difference = changes(self.story.manifest, before, told.scene.variables)
        return self._page(told, run.chapter_id, language, run.turn + 1), difference

    def retell(self, run: Run, language: str, variables: Mapping[str, object]) -> NewPage:
        """The run's present page in another language, told again from the page before.

        Raises SaveRejectedError when that is not possible any more.
        """
        if run.turn == 0 or run.last_choice is None:
            return self.begin(run.chapter_id, language, run.seed, variables)
        if run.previous_state is None or not self.fits(run):
            raise SaveRejectedError(run=run.run_id, reason="nothing to tell it from")
        chapter = self.story.chapter(run.chapter_id, language)
        previous = SavedState.of(run.previous_state)
        offered = self._engine.restore(chapter, previous)
        told = self._engine.choose(chapter, previous, run.last_choice, offered=offered)
        return self._page(told, run.chapter_id, language, run.turn)

    def carry_over(self, run: Run) -> Mapping[str, object]:
        """What the run's end hands to the next chapter. Raises SaveRejectedError."""
        return self._engine.carry_over(run.saved)

    def standing(self, new: NewPage, chapter_id: str) -> dict[str, int]:
        """The relationships of a page's state."""
        chapter = self.story.chapter(chapter_id, new.language)
        return relationships(self.story.manifest, save.variables_of(new.saved.json, chapter))

    def fits(self, run: Run) -> bool:
        """Was the run's state made by the version of the chapter that we have?"""
        return (
            self.story.has(run.chapter_id)
            and self.story.chapter(run.chapter_id).shape == run.shape
        )

    def following(self, run: Run) -> str | None:
        """The chapter that comes after an ended run, if it is written already."""
        following = run.page.next if run.page.ended else None
        return following if following is not None and self.story.has(following) else None

    def is_fresh(self, run: Run, language: str) -> bool:
        """Can the run's page be shown as it is kept?"""
        if run.language != self.story.manifest.language(language):
            return False
        return self.following(run) is None if run.page.ended else self.fits(run)

    def view(self, run: Run) -> StoryView:
        """What the player sees."""
        manifest, page = self.story.manifest, run.page
        ending = manifest.endings.get(page.ending or "")
        title = self.story.about(run.chapter_id).title if self.story.has(run.chapter_id) else {}
        return StoryView(
            run_id=run.run_id,
            story_id=run.story_id,
            chapter_id=run.chapter_id,
            chapter_title=title.get(run.language, ""),
            language=run.language,
            turn=run.turn,
            lines=page.lines,
            choices=page.choices,
            ending_id=page.ending,
            ending_name=ending.name.get(run.language) if ending is not None else None,
            next_chapter_exists=self.following(run) is not None,
        )

    def _page(self, told: Told, chapter_id: str, language: str, turn: int) -> NewPage:
        return NewPage(
            shape=self.story.chapter(chapter_id).shape,
            language=self.story.manifest.language(language),
            saved=told.saved,
            page=page(self.story.manifest, told.scene, f"{chapter_id}.t{turn}"),
        )
