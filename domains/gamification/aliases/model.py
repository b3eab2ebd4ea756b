"""Whether a text is a name that others may be shown, as pure functions (A8.3)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domains.core.text import one_line
from domains.gamification.aliases.errors import AliasRefusedError

LONGEST = 32
"""Characters that are kept."""
LEAST_LETTERS = 2
_MARKS = frozenset(" .-'\N{RIGHT SINGLE QUOTATION MARK}")
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"})
_LOOKALIKES = str.maketrans("013457", "oieast")
"""Digits that are read as letters."""

Word = Annotated[str, Field(pattern=r"^[a-z]{2,24}$")]
"""As names are compared: small letters without accents."""


class AliasRules(BaseModel):
    """The numbers of names, and the words that are none."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    shortest: int = Field(default=2, ge=1, le=LONGEST)
    longest: int = Field(default=20, ge=3, le=LONGEST)
    pause_days: int = Field(default=30, ge=0, le=366)
    """Between two choices."""
    reserved: tuple[Word, ...] = (
        "lucien",
        "diana",
        "admin",
        "administrator",
        "administrador",
        "administradora",
        "moderator",
        "moderador",
        "moderadora",
        "custodian",
        "custodia",
        "owner",
        "support",
        "soporte",
        "telegram",
    )
    """Nobody but them is called so, as a word of its own."""
    words: tuple[Word, ...] = (
        "puta",
        "puto",
        "zorra",
        "perra",
        "nazi",
        "bitch",
        "slut",
        "whore",
        "cunt",
        "shit",
        "rape",
    )
    """Not as a word of its own."""
    parts: tuple[Word, ...] = ("fuck", "hitler", "nigg", "faggot", "mierda", "cabron", "gilipoll")
    """Not as a part of a word, either."""


@dataclass(frozen=True, slots=True)
class AliasView:
    """What somebody is called on boards. `chosen` is None for their name as it came.

    `change_at`: from when on they may choose anew, UTC; None: now.
    """

    shown: str
    chosen: str | None
    change_at: datetime | None


def alias_of(text: str, rules: AliasRules) -> str:
    """The name as it is kept, on one line. Raises AliasRefusedError."""
    name = one_line(text, 2 * LONGEST)
    problem = _problem(name, rules)
    if problem is not None:
        raise AliasRefusedError(problem=problem, shortest=rules.shortest, longest=rules.longest)
    return name


def _problem(name: str, rules: AliasRules) -> str | None:
    if len(name) < rules.shortest:
        return "too_short"
    if len(name) > rules.longest:
        return "too_long"
    if not _is_plain(name):
        return "characters"
    if len(_scripts(name)) > 1:
        return "scripts"
    return _forbidden(name, rules)


def _is_plain(name: str) -> bool:
    """Letters, digits, few marks; at most one accent that is no part of its letter."""
    letters = 0
    was_mark = True  # nothing to put an accent on yet
    for character in name:
        category = unicodedata.category(character)
        is_accent = category in ("Mn", "Mc")
        if is_accent and was_mark:
            return False
        if not (is_accent or category[0] == "L" or category == "Nd" or character in _MARKS):
            return False
        letters += category[0] == "L"
        was_mark = is_accent
    return letters >= LEAST_LETTERS


def _scripts(name: str) -> set[str]:
    """The alphabets of the letters: a Greek letter in a Latin name pretends to be another one."""
    found = set()
    for character in name:
        if unicodedata.category(character)[0] == "L":
            script = unicodedata.name(character, "UNNAMED").split()[0]
            found.add("CJK" if script in _EAST_ASIAN else script)
    return found


def _forbidden(name: str, rules: AliasRules) -> str | None:
    words = _words(name)
    whole = {*words, "".join(words)}
    if whole & set(rules.reserved):
        return "reserved"
    if whole & set(rules.words) or any(part in "".join(words) for part in rules.parts):
        return "words"
    return None


def _words(name: str) -> list[str]:
    """Its words as they sound: small, without accents, digits read as the letters they mimic."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LOOKALIKES))
    plain = "".join(c if c.isalpha() else " " for c in folded if not unicodedata.combining(c))
    return plain.split()
