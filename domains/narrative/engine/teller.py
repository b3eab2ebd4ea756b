"""Tells pages of one version of a story: engine, manifest and a player's run together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domains.narrative.engine import save
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.interface import External, StoryEngine, Told
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.run import NewPage, Run, Save, StoryView
from domains.narrative.engine.view import Page, page
from domains.narrative.errors import InvalidVariableError, SaveRejectedError
from domains.narrative.model import Changes, changes, relationships
from domains.narrative.readers.model import Facts


@dataclass(frozen=True, slots=True)
class Replay:
    """How far decisions led through a chapter. `page` is what they led to."""

    new: NewPage
    saves: tuple[Save, ...]


class Teller:
    """Stateless. Methods that play may raise StoryBrokenError."""

    def __init__(self, engine: StoryEngine, story: StoryVersion) -> None:
        self._engine = engine
        self.story = story

    def begin(
        self,
        chapter_id: str,
        language: str,
        seed: int,
        variables: Mapping[str, object],
        facts: Facts,
    ) -> NewPage:
        """The first page of a chapter.

        Variables that a newer version of the chapter cannot take are left behind, all of
        them: half of a memory would be stranger than none.
        """
        chapter = self.story.chapter(chapter_id, language)
        return self._page(self._start(chapter, seed, variables, facts), chapter, 0)

    def choose(
        self, run: Run, choice: int, language: str, facts: Facts
    ) -> tuple[NewPage, Changes]:
        """The page after a choice, and what the choice changed.

        Raises SaveRejectedError when the run's state is damaged or of another version.
        """
        if not self.fits(run):
            raise SaveRejectedError(run=run.run_id, reason="made by another version")
        chapter = self.story.chapter(run.chapter_id, language)
        told = self._engine.choose(
            chapter,
            run.saved,
            choice,
            offered=[option.text for option in run.page.choices],
            externals=externals(facts),
        )
        difference = changes(self.story.manifest, told.before, told.scene.variables)
        return self._page(told, chapter, run.depth + 1), difference

    def retell(
        self,
        run: Run,
        language: str,
        before: Save | None,
        variables: Mapping[str, object],
        facts: Facts,
    ) -> NewPage:
        """The run's present page in another language, told again from the page before.

        Raises SaveRejectedError when that is not possible any more.
        """
        if run.depth == 0:
            return self.begin(run.chapter_id, language, run.seed, variables, facts)
        if before is None or not self.fits(run):
            raise SaveRejectedError(run=run.run_id, reason="nothing to tell it from")
        chapter = self.story.chapter(run.chapter_id, language)
        offered = self._engine.restore(chapter, before.saved)
        told = self._engine.choose(
            chapter, before.saved, before.choice, offered=offered, externals=externals(facts)
        )
        return self._page(told, chapter, run.depth)

    def replay(
        self,
        run: Run,
        decisions: Sequence[str],
        language: str,
        variables: Mapping[str, object],
        facts: Facts,
    ) -> Replay:
        """The run told once more from its chapter's start, as far as its decisions lead.

        Decisions are known by their ids, so this leads through another version as well:
        to the first one that is not offered any more.
        """
        chapter = self.story.chapter(run.chapter_id, language)
        told = self._start(chapter, run.seed, variables, facts)
        saves: list[Save] = []
        for decision_id in decisions:
            here = self._page(told, chapter, len(saves))
            index = next((c.index for c in here.page.choices if c.id == decision_id), None)
            if index is None:
                break
            price = here.page.choices[index].cost
            saves.append(Save(len(saves), told.saved, here.page, here.language, index, price))
            told = self._engine.choose(
                chapter,
                told.saved,
                index,
                offered=[choice.text for choice in here.page.choices],
                externals=externals(facts),
            )
        return Replay(self._page(told, chapter, len(saves)), tuple(saves))

    def carry_over(self, run: Run) -> Mapping[str, object]:
        """What the run's end hands to the next chapter. Raises SaveRejectedError."""
        return self._engine.carry_over(run.saved)

    def standing(self, state: str, chapter_id: str) -> dict[str, int]:
        """The relationships of a state."""
        chapter = self.story.chapter(chapter_id)
        return relationships(self.story.manifest, save.variables_of(state, chapter))

    def fits(self, run: Run) -> bool:
        """Was the run's state made by a version of the chapter that differs in words only?"""
        return (
            self.story.has(run.chapter_id)
            and self.story.chapter(run.chapter_id).shape == run.shape
        )

    def is_fresh(self, run: Run, language: str) -> bool:
        """Can the run's page be shown as it is kept?"""
        return run.language == self.story.manifest.language(language)

    def view(self, run: Run, now: datetime) -> StoryView:
        """What the player sees."""
        manifest, page = self.story.manifest, run.page
        ending = manifest.endings.get(page.ending or "")
        about = self.story.about(run.chapter_id) if self.story.has(run.chapter_id) else None
        waits = run.is_waiting(now)
        timer = run.alarm if run.alarm is not None and not run.alarm.is_wait else None
        return StoryView(
            run_id=run.run_id,
            story_id=run.story_id,
            chapter_id=run.chapter_id,
            chapter_title=about.title.get(run.language, "") if about else "",
            language=run.language,
            turn=run.turn,
            lines=page.lines,
            choices=page.choices,
            ending_id=page.ending,
            ending_name=ending.name.get(run.language) if ending is not None else None,
            depth=run.depth,
            progress=manifest.progress(run.chapter_id),
            speakers=tuple(
                (id_, who.name.get(run.language, id_)) for id_, who in manifest.characters.items()
            ),
            art=about.art if about else None,
            alt=(about.alt or {}).get(run.language) if about else None,
            wait_until=run.alarm.at if waits and run.alarm is not None else None,
            wait_text=page.wait_text if waits else None,
            timer_until=timer.at if timer is not None else None,
            reader=run.reader,
            is_vip=run.reader.is_vip(now),
        )

    def _start(
        self, chapter: CompiledChapter, seed: int, variables: Mapping[str, object], facts: Facts
    ) -> Told:
        known = externals(facts)
        try:
            return self._engine.start(chapter, seed=seed, variables=variables, externals=known)
        except InvalidVariableError:
            return self._engine.start(chapter, seed=seed, externals=known)

    def _page(self, told: Told, chapter: CompiledChapter, depth: int) -> NewPage:
        return NewPage(
            version=self.story.sha256,
            shape=chapter.shape,
            language=chapter.language,
            saved=told.saved,
            page=page(self.story.manifest, told.scene, f"{chapter.id}.t{depth}"),
        )


def externals(facts: Facts) -> dict[str, External]:
    """Everything that a script may ask, as pure reads of what is known of its reader."""
    return {
        "is_vip": lambda: facts.is_vip,
        "level": lambda: facts.level,
        "hour": lambda: facts.hour,
        "has_item": lambda item_id: facts.items.get(str(item_id), 0) > 0,
        "has_clue": lambda clue_id: str(clue_id) in facts.clues,
    }


def same_choices(one: Page, other: Page) -> bool:
    """Do two pages offer the same decisions, whatever their words?"""
    return [choice.id for choice in one.choices] == [choice.id for choice in other.choices]
