"""The narrative module, assembled."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from domains.core import (
    BaseEvent,
    CharacterInteractionEvent,
    ClueFoundEvent,
    Kernel,
    StoryAchievementEarnedEvent,
    StoryChapterCompletedEvent,
    StoryChapterStartedEvent,
    StoryDecisionCostConfirmedEvent,
    StoryDecisionCostRequestedEvent,
    StoryDecisionCostWithdrawnEvent,
    StoryDecisionDefaultedEvent,
    StoryDecisionMadeEvent,
    StoryProgressUpdatedEvent,
    StoryPublicationDueEvent,
    StoryPublishedEvent,
    StoryReopenedEvent,
    StoryTimerEndedEvent,
    StoryWaitEndedEvent,
    Subscription,
)
from domains.narrative.authoring.drafts.model import NobodyWrites, Rights
from domains.narrative.authoring.drafts.service import Drafts
from domains.narrative.authoring.releases.service import Releases
from domains.narrative.authoring.releases.subscribers import DueReleases
from domains.narrative.authoring.statistics.service import Statistics
from domains.narrative.contents.service import Contents
from domains.narrative.engine.interface import StoryEngine
from domains.narrative.engine.library import StoryLibrary
from domains.narrative.readers.subscribers import HoldingSubscribers, ReaderSubscribers
from domains.narrative.service import NarrativeService
from domains.narrative.shelf.service import Shelf
from domains.narrative.versions.service import Versions
from domains.narrative.waits.subscribers import WaitSubscribers

log = structlog.get_logger(__name__)

MAIN_STORY = "second_hour"

PUBLISHES: tuple[type[BaseEvent], ...] = (
    StoryChapterStartedEvent,
    StoryDecisionMadeEvent,
    CharacterInteractionEvent,
    ClueFoundEvent,
    StoryAchievementEarnedEvent,
    StoryProgressUpdatedEvent,
    StoryChapterCompletedEvent,
    StoryDecisionCostRequestedEvent,
    StoryDecisionCostConfirmedEvent,
    StoryDecisionCostWithdrawnEvent,
    StoryWaitEndedEvent,
    StoryReopenedEvent,
    StoryTimerEndedEvent,
    StoryDecisionDefaultedEvent,
    StoryPublicationDueEvent,
    StoryPublishedEvent,
)


@dataclass(frozen=True, slots=True)
class NarrativeModule:
    """Tells the story and says what happened in it.

    Hears what became of besitos it asked for, and what its scripts may ask about a reader.
    Call `versions.seed` once when the program starts.
    """

    service: NarrativeService
    contents: Contents
    shelf: Shelf
    versions: Versions
    drafts: Drafts
    releases: Releases
    statistics: Statistics
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES


def build(
    kernel: Kernel,
    engine: StoryEngine | None = None,
    library: StoryLibrary | None = None,
    story_id: str = MAIN_STORY,
    rights: Rights | None = None,
) -> NarrativeModule:
    """Assemble the module. Raises InvalidStoryError, StoryNotFoundError for broken content."""
    stories = library or StoryLibrary.load()
    versions = Versions(stories.stories)
    service = NarrativeService(
        kernel.uow, engine or best_engine(), stories.story(story_id), versions
    )
    asked = rights or NobodyWrites()
    releases = Releases(kernel.uow, versions, asked)
    return NarrativeModule(
        service=service,
        contents=Contents(service.tellers, story_id),
        shelf=Shelf(kernel.uow, story_id, service.tellers, service.chapters),
        versions=versions,
        drafts=Drafts(kernel.uow, best_engine(), asked),
        releases=releases,
        statistics=Statistics(kernel.uow, versions, asked, best_engine),
        subscriptions=(
            *service.paid_decisions.subscriptions,
            *service.shares.subscriptions,
            *ReaderSubscribers().subscriptions,
            *HoldingSubscribers().subscriptions,
            *WaitSubscribers(service.turns).subscriptions,
            *DueReleases(releases).subscriptions,
        ),
    )


def best_engine() -> StoryEngine:
    """Rust where it runs; slower, in pure Python, with the same saves, everywhere else."""
    try:
        from domains.narrative.engine.bink_engine import BinkEngine  # noqa: PLC0415  # may fail
    except (ImportError, RuntimeError) as error:
        from domains.narrative.engine.ink_python_engine import InkPythonEngine  # noqa: PLC0415

        log.warning("narrative.slow_engine", reason=str(error))
        return InkPythonEngine()
    return BinkEngine()
