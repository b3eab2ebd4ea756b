"""What a question refuses."""

from __future__ import annotations

from typing import ClassVar

from domains.core.errors import DomainError


class NoSuchQuestionError(DomainError):
    """It was asked of somebody else, or never, or has no such answer."""

    code: ClassVar[str] = "trivia.unknown"


class QuestionOverError(DomainError):
    """Its time was over when the answer came."""

    code: ClassVar[str] = "trivia.over"
