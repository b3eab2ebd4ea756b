"""Every word there is to say exists in every language, with the same blanks to fill."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import bot
import domains
from bot.commands import STAFF_COMMANDS
from bot.i18n import MissingTextError, Translators
from bot.ui.navigation import Place
from domains.core import DomainError
from domains.diana.model import TEXT_KEYS
from domains.gamification.content.achievements import CATALOGUE
from domains.gamification.content.missions import MISSIONS

TRANSLATORS = Translators()
ENGLISH = TRANSLATORS.of("en")


def blanks(text: str | tuple[str, ...]) -> set[str]:
    forms = (text,) if isinstance(text, str) else text
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def errors() -> Iterator[type[DomainError]]:
    for package in (domains, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith((".errors", ".views")):
                importlib.import_module(module.name)
    waiting = list(DomainError.__subclasses__())
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        yield error


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_every_language_has_every_text_with_the_same_blanks(language: str) -> None:
    translator = TRANSLATORS.of(language)
    assert translator.keys == ENGLISH.keys
    for key in ENGLISH.keys:
        assert blanks(translator._texts[key]) == blanks(ENGLISH._texts[key]), key


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_tags_are_balanced(language: str) -> None:
    translator = TRANSLATORS.of(language)
    for key in translator.keys:
        text = translator._texts[key]
        for form in (text,) if isinstance(text, str) else text:
            opened = re.findall(r"<(\w+)>", form)
            closed = re.findall(r"</(\w+)>", form)
            assert sorted(opened) == sorted(closed), key


def test_every_error_is_worded() -> None:
    wordless = sorted(
        error.code
        for error in errors()
        if error.__module__.split(".")[0] in ("bot", "domains")
        and ".authoring." not in error.__module__  # told to writers, on the command line
        and not ENGLISH.has(f"error.{error.code}")
    )
    assert wordless == []


def test_everything_the_modules_name_has_words() -> None:
    wanted = {
        *TEXT_KEYS,
        *(f"command.{command}" for command in STAFF_COMMANDS),
        *(f"place.{place.name.lower()}" for place in Place),
        *(
            f"achievement.{achievement.code}.{part}"
            for achievement in CATALOGUE.newest
            for part in ("name", "description")
        ),
        *(f"mission.{mission.code}" for mission in MISSIONS),
    }
    assert sorted(wanted - ENGLISH.keys) == []


def test_every_text_that_code_asks_for_exists_and_none_is_left_over() -> None:
    root = Path(bot.__file__).parent
    source = "\n".join(path.read_text() for path in root.rglob("*.py"))
    asked = set(re.findall(r"\bt\(\s*[\"']([a-z_.]+)[\"']", source))
    asked |= set(re.findall(r'\bkey = "([a-z_.]+)"', source))
    assert sorted(asked - ENGLISH.keys) == []
    families = (*re.findall(r'f"([a-z_]+\.)', source), "diana.", "button.")
    literal = set(re.findall(r'"([a-z_]+(?:\.[a-z_0-9]+)+)"', source))
    unused = {
        key
        for key in ENGLISH.keys - asked - literal
        if not key.startswith(families) and not key.endswith(".zones")
    }
    assert sorted(unused) == []


def test_an_unknown_language_gets_the_default_and_an_unknown_key_an_error() -> None:
    assert TRANSLATORS.of("xx").language == TRANSLATORS.of(None).language == "en"
    assert TRANSLATORS.of("es-AR").language == "es"
    with pytest.raises(MissingTextError):
        ENGLISH("nobody.wrote.this")
