"""What can go wrong while a story is read, told or prepared."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class StaleChoiceError(DomainError):
    """The button belongs to a turn that is over. The story stands where `open` shows it."""

    code: ClassVar[str] = "narrative.stale_choice"


class ChapterRestoredError(StaleChoiceError):
    """The kept state could not be trusted: the player stands at the chapter's start again."""

    code: ClassVar[str] = "narrative.chapter_restored"


class DecisionPendingError(DomainError):
    """Another decision of this turn still waits for its besitos. It takes a moment."""

    code: ClassVar[str] = "narrative.decision_pending"


class DecisionWithdrawnError(StaleChoiceError):
    """A paid decision was called off: nothing was taken. `open` shows where the player is."""

    code: ClassVar[str] = "narrative.decision_withdrawn"


class ChoiceNotOpenError(DomainError):
    """The present turn has no such choice."""

    code: ClassVar[str] = "narrative.choice_not_open"


class ChoiceLockedError(DomainError):
    """The choice is shown and cannot be taken yet: `missing` says why, in the story's words."""

    code: ClassVar[str] = "narrative.choice_locked"


class VipOnlyError(DomainError):
    """The choice, or the chapter, is for those with a paid plan. There is another way on."""

    code: ClassVar[str] = "narrative.vip_only"


class StillWaitingError(DomainError):
    """The page's choices open later. Whoever does not wish to wait may say so."""

    code: ClassVar[str] = "narrative.still_waiting"


class NothingToUndoError(DomainError):
    """The chapter's start, or five steps back: there is no earlier place to go to."""

    code: ClassVar[str] = "narrative.nothing_to_undo"


class DecisionStandsError(DomainError):
    """The last decision was paid for; it cannot be taken back."""

    code: ClassVar[str] = "narrative.decision_stands"


class NotYourRunError(DomainError):
    """The run does not exist, or belongs to somebody else."""

    code: ClassVar[str] = "narrative.not_your_run"


class ChapterNotFoundError(DomainError):
    """The story has no such chapter."""

    code: ClassVar[str] = "narrative.chapter_not_found"


class StoryNotFoundError(DomainError):
    """The library has no such story."""

    code: ClassVar[str] = "narrative.story_not_found"


class VersionNotFoundError(DomainError):
    """The story was never published in this version."""

    code: ClassVar[str] = "narrative.version_not_found"


class NoEarlierVersionError(DomainError):
    """There is nothing to go back to."""

    code: ClassVar[str] = "narrative.no_earlier_version"


class StoryBrokenError(DomainError):
    """The story itself failed: an error in the script, or more time than a turn may take.

    Nothing was changed; the player may take another choice.
    """

    code: ClassVar[str] = "narrative.story_broken"


class StoryTooSlowError(StoryBrokenError):
    """A turn took more of the processor than it may: an endless script, or a very long one."""


class SaveRejectedError(DomainError):
    """A kept state is damaged, or does not belong to this chapter. Never played on."""

    code: ClassVar[str] = "narrative.save_rejected"


class InvalidVariableError(DomainError):
    """A value that the story's variable cannot hold."""

    code: ClassVar[str] = "narrative.invalid_variable"


class InvalidTagError(DomainError):
    """A tag outside the vocabulary, or one whose value cannot be read."""

    code: ClassVar[str] = "narrative.invalid_tag"

    def __init__(self, detail: str, **blanks: str | int) -> None:
        super().__init__(reason=detail, **blanks)
        self.detail = detail
        """What is wrong with it, in a word."""
        self.blanks = blanks


class InvalidStoryError(DomainError):
    """A story folder that is incomplete or contradicts itself.

    `reason` says it in English. With a `detail`, the other params fill the blanks of that
    sentence in the writer's language.
    """

    code: ClassVar[str] = "narrative.invalid_story"
