"""The bank of questions, read from `questions.toml` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from domains.gamification.trivia.model import Bank, Question, Wording

LANGUAGES = ("en", "es")


@cache
def bank() -> Bank:
    """Every question, checked. Raises ValueError for a bank that contradicts itself."""
    text = (Path(__file__).parent / "questions.toml").read_text(encoding="utf-8")
    return Bank(
        Question(
            id=identity,
            topic=entry["topic"],
            difficulty=entry["difficulty"],
            words={
                language: Wording(text=entry[language][0], options=tuple(entry[language][1:]))
                for language in LANGUAGES
            },
        )
        for identity, entry in tomllib.loads(text).items()
    )
