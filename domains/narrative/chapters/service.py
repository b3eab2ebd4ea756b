"""Puts readers at the beginning of chapters, and back where they were when a save is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from domains.core.errors import DomainError
from domains.core.unit_of_work import Transaction
from domains.narrative.engine.run import NextChapter, Recap, Run
from domains.narrative.engine.teller import Replay, Teller, same_choices
from domains.narrative.engine.tellers import Tellers
from domains.narrative.errors import (
    ChapterNotFoundError,
    SaveRejectedError,
    StaleChoiceError,
    StoryNotFoundError,
    StoryTooSlowError,
)
from domains.narrative.journal.service import Journal
from domains.narrative.readers.model import Facts, Reader
from domains.narrative.readers.service import Readers
from domains.narrative.repository import Runs, Saves
from domains.narrative.waits.service import Alarms

log = structlog.get_logger(__name__)

RECALLED_DECISIONS = 3


@dataclass(frozen=True, slots=True)
class Start:
    """With what a chapter begins."""

    chapter_id: str
    language: str
    variables: Mapping[str, object]


class Chapters:
    """Works inside the caller's transaction. May raise StoryBrokenError."""

    def __init__(self, tellers: Tellers) -> None:
        self._tellers = tellers
        self._runs = Runs()
        self._saves = Saves()
        self._journal = Journal()
        self._readers = Readers()
        self._alarms = Alarms()

    async def begin(self, tx: Transaction, teller: Teller, reader: Reader, start: Start) -> Run:
        """Begin a chapter in a version of the story. The reader has no current run."""
        story, chapter_id = teller.story, start.chapter_id
        chapter = story.chapter(chapter_id, start.language)
        place = (story.id, chapter_id)
        # Any number does; it need not be secret, only differ from reading to reading.
        seed = (int(tx.now.timestamp() * 1_000) ^ reader.user_id) % 2**31
        facts = await self._readers.facts(tx, reader, story.id, chapter)
        new = teller.begin(chapter_id, start.language, seed, start.variables, facts)
        new = replace(new, alarm=self._alarms.set(tx, reader, story.id, new.page))
        if await self._runs.begin(tx, reader.user_id, place, seed, new):
            title = story.about(chapter_id).title[new.language]
            await self._journal.begin(tx, reader.user_id, place, start.variables, title)
            standing = teller.standing(new.saved.json, chapter_id)
            await self._journal.stand(tx, reader.user_id, story.id, standing)
        # Not begun: a second tap was a moment faster, and its run is as good.
        run = await self._runs.current(tx, reader.user_id, story.id)
        if run is None:
            raise StaleChoiceError(story=story.id)
        return run

    async def begin_again(self, tx: Transaction, run: Run, language: str) -> Run:
        """Begin a run's chapter anew, as it was entered, in the newest version."""
        teller = await self._newest_or_own(tx, run)
        chapter_id = run.chapter_id
        if not teller.story.has(chapter_id):
            chapter_id = teller.story.first_chapter
        place = (run.story_id, chapter_id)
        variables = await self._journal.variables(tx, run.user_id, place)
        await self._leave(tx, run)
        return await self.begin(tx, teller, run.reader, Start(chapter_id, language, variables))

    async def go_on(self, tx: Transaction, run: Run, following: NextChapter, language: str) -> Run:
        """From a chapter's end to the next one, with all that was decided so far."""
        teller = await self._newest_or_own(tx, run)
        try:
            variables = teller.carry_over(run)
        except SaveRejectedError:
            log.exception("narrative.save_rejected", run_id=run.run_id, turn=run.turn)
            place = (run.story_id, run.chapter_id)
            variables = await self._journal.variables(tx, run.user_id, place)
        await self._leave(tx, run)
        start = Start(following.id, language, variables)
        return await self.begin(tx, teller, run.reader, start)

    async def following(self, tx: Transaction, run: Run) -> NextChapter | None:
        """What comes after an ended run, if it is written already and may be told.

        A VIP chapter is passed by for whoever has no paid plan, before any of it is loaded.
        """
        if not run.page.ended or run.page.next is None:
            return None
        try:
            story = (await self._tellers.newest(tx, run.story_id, run.newest)).story
        except StoryNotFoundError:  # taken off: this was the last chapter for now
            return None
        wanted, closed = run.page.next, None
        if not story.has(wanted):
            return None
        language = story.manifest.language(run.language)
        about = story.about(wanted)
        if about.vip and not run.reader.is_vip(tx.now):
            closed = about.title[language]
            past = story.manifest.way_past(wanted)
            if past is None:
                return None
            wanted = past
        return NextChapter(wanted, story.about(wanted).title[language], closed)

    async def retell(self, tx: Transaction, teller: Teller, run: Run, language: str) -> Run:
        """The present page in another language; in the old one where that cannot be done."""
        place = (run.story_id, run.chapter_id)
        variables = await self._journal.variables(tx, run.user_id, place)
        before = await self._saves.before(tx, run)
        try:
            facts = await self._facts(tx, teller, run, language)
            new = teller.retell(run, language, before, variables, facts)
            if not same_choices(new.page, run.page):
                raise SaveRejectedError(run=run.run_id, reason="retold otherwise")
        except DomainError:
            # The old words are better than none; the next turn comes in the new language.
            log.exception("narrative.not_retold", run_id=run.run_id, language=language)
            return run
        return await self._runs.retell(tx, run, new) or run

    async def recover(self, tx: Transaction, run: Run, language: str) -> Run:
        """A state that cannot be trusted, or that no version tells any more.

        The run's decisions are taken once more from the chapter's start. Where all of them
        lead to the same choices, only the state is mended and nobody notices. Where the
        story has changed on the way, the reader stands at the first place that has.
        """
        teller = await self._tellers.of(tx, run) or await self._newest_or_own(tx, run)
        if not teller.story.has(run.chapter_id):
            return await self.begin_again(tx, run, language)
        try:
            replay = await self._replay(tx, teller, run, language)
        except DomainError as error:
            if isinstance(error, StoryTooSlowError):  # the script's fault, not the save's
                raise
            log.exception("narrative.not_replayed", run_id=run.run_id)
            return await self.begin_again(tx, run, language)
        depth = len(replay.saves)
        await self._saves.restore(tx, run, replay.saves)
        if depth == run.depth and same_choices(replay.new.page, run.page):
            mended = await self._runs.retell(tx, run, replay.new)
        else:
            await self._alarms.cancel(tx, run)
            mended = await self._runs.place(tx, run, depth, replay.new)
            await self._journal.undo(tx, run, depth)
        if mended is None:
            raise StaleChoiceError(run=run.run_id, turn=run.turn)
        standing = teller.standing(mended.saved.json, mended.chapter_id)
        await self._journal.stand(tx, run.user_id, run.story_id, standing)
        log.warning("narrative.recovered", run_id=run.run_id, depth=run.depth, reached=depth)
        return mended

    async def recap(self, tx: Transaction, run: Run) -> Recap | None:
        """What had happened when the chapter began, and what its reader did last in it."""
        teller = await self._tellers.of(tx, run)
        if teller is None:
            return None
        before = (teller.story.about(run.chapter_id).recap or {}).get(run.language)
        decisions = [decision.text for decision in await self._journal.path(tx, run)]
        if before is None and not decisions:
            return None
        return Recap(before, tuple(decisions[-RECALLED_DECISIONS:]))

    async def mend(self, tx: Transaction, run: Run, language: str) -> bool:
        """Replace a state on which the script fails by the one that the decisions lead to.

        False when these are the same: then the script is at fault.
        """
        teller = await self._tellers.of(tx, run)
        if teller is None:
            return False
        try:
            replay = await self._replay(tx, teller, run, language)
        except DomainError:
            return False
        is_same_place = len(replay.saves) == run.depth and same_choices(replay.new.page, run.page)
        if not is_same_place or replay.new.saved == run.saved:
            return False
        log.warning("narrative.mended", run_id=run.run_id, depth=run.depth)
        await self._saves.restore(tx, run, replay.saves)
        return await self._runs.retell(tx, run, replay.new) is not None

    async def _replay(self, tx: Transaction, teller: Teller, run: Run, language: str) -> Replay:
        place = (run.story_id, run.chapter_id)
        variables = await self._journal.variables(tx, run.user_id, place)
        decisions = [decision.id for decision in await self._journal.path(tx, run)]
        facts = await self._facts(tx, teller, run, language)
        return teller.replay(run, decisions, language, variables, facts)

    async def turn_to(self, tx: Transaction, run: Run, chapter_id: str, language: str) -> Run:
        """Leave a run for another chapter: where it was left in the middle, or its beginning.

        Raises ChapterNotFoundError for a chapter that was never begun.
        """
        teller = await self._newest_or_own(tx, run)
        if not teller.story.has(chapter_id):
            raise ChapterNotFoundError(chapter=chapter_id)
        aside = await self._runs.set_aside(tx, run.user_id, run.story_id, chapter_id)
        await self._leave(tx, run, keep=not run.page.ended)
        if aside is not None:
            await self._runs.take_up(tx, aside)
            return await self._runs.current(tx, run.user_id, run.story_id) or aside
        variables = await self.entered_with(tx, run, teller, chapter_id)
        return await self.begin(tx, teller, run.reader, Start(chapter_id, language, variables))

    async def entered_with(
        self, tx: Transaction, run: Run, teller: Teller, chapter_id: str
    ) -> Mapping[str, object]:
        """The variables that a chapter begins with for this reader.

        A side chapter that was passed by begins with what the chapter after it began with.
        """
        begun = await self._journal.chapters(tx, run.user_id, run.story_id)
        entered = chapter_id if chapter_id in begun else teller.story.manifest.way_past(chapter_id)
        if entered not in begun or entered is None:
            raise ChapterNotFoundError(chapter=chapter_id)
        return await self._journal.variables(tx, run.user_id, (run.story_id, entered))

    async def _newest_or_own(self, tx: Transaction, run: Run) -> Teller:
        try:
            return await self._tellers.newest(tx, run.story_id, run.newest)
        except StoryNotFoundError:
            own = await self._tellers.of(tx, run)
            if own is None:
                raise
            return own

    async def _leave(self, tx: Transaction, run: Run, *, keep: bool = False) -> None:
        await self._alarms.cancel(tx, run)
        await self._runs.leave(tx, run, keep=keep)

    async def _facts(self, tx: Transaction, teller: Teller, run: Run, language: str) -> Facts:
        chapter = teller.story.chapter(run.chapter_id, language)
        return await self._readers.facts(tx, run.reader, run.story_id, chapter)
