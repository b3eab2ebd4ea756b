"""Words in the player's language, from gettext catalogues, with an explicit locale.

    t = translators.of("es")
    t("home.first", name=escape(name))

Each feature has a catalogue of its own. Message ids are stable keys, the English catalogues are
catalogues like any other. A missing key is an error at start and in the tests, never a blank in
the chat; so is a key that two catalogues claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
DEFAULT_LANGUAGE = "en"

Text = str | tuple[str, ...]
"""One form, or one for each of the plural's."""


class AmbiguousTextError(ValueError):
    """Two catalogues of a language claim one key."""


class MissingTextError(LookupError):
    """A key has no words in a language."""


class Translator:
    """All texts of one language. Values passed in must already be HTML-escaped."""

    def __init__(self, language: str, texts: Mapping[str, Text]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, /, **values: object) -> str:
        """The text for `key`; with a plural, `count` chooses the form.

        Raises MissingTextError for an unknown key, KeyError for a missing value.
        """
        text = self._texts.get(key)
        if text is None:
            raise MissingTextError(f"{key!r} has no text in {self.language!r}")
        if isinstance(text, tuple):
            # English and Spanish share one plural rule; a third language brings its own.
            text = text[0] if values.get("count") == 1 else text[-1]
        return text.format(**values)

    def has(self, key: str) -> bool:
        """Is there a text for `key`?"""
        return key in self._texts

    @property
    def keys(self) -> frozenset[str]:
        """Every key of this language."""
        return frozenset(self._texts)


class Translators:
    """The catalogues of every language, read once. Raises AmbiguousTextError."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self._by_language = {
            path.parent.name: Translator(path.parent.name, _read_all(path))
            for path in sorted(folder.glob("*/LC_MESSAGES"))
        }

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages there are."""
        return tuple(self._by_language)

    def of(self, language: str | None) -> Translator:
        """The translator for a code such as `es` or `es-MX`; the default's for others."""
        code = (language or DEFAULT_LANGUAGE).partition("-")[0].lower()
        return self._by_language.get(code) or self._by_language[DEFAULT_LANGUAGE]


def _read_all(folder: Path) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for path in sorted(folder.glob("*.po")):
        found = _read(path)
        if twice := texts.keys() & found.keys():
            raise AmbiguousTextError(f"{path}: {', '.join(sorted(twice))} stood before")
        texts |= found
    return texts


def _read(path: Path) -> dict[str, Text]:
    with path.open("rb") as file:
        catalogue: Catalog = read_po(file)
    texts: dict[str, Text] = {}
    for message in catalogue:
        if not message.id or not message.string:
            continue
        if isinstance(message.id, str):
            texts[message.id] = str(message.string)
        else:
            texts[message.id[0]] = tuple(message.string)
    return texts
