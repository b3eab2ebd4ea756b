"""Telegram's HTML: what a paragraph may contain."""

from __future__ import annotations

import re
from html.parser import HTMLParser

Problem = tuple[str, str]
"""The name of a sentence for findings, and the tag that it is about."""

TELEGRAM_HTML = frozenset({"b", "i", "u", "s", "a", "tg-spoiler"})


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.problem: Problem | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TELEGRAM_HTML:
            self.problem = self.problem or ("html_unknown", tag)
        if tag != "a" and attrs:
            self.problem = self.problem or ("html_attributes", tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problem = self.problem or ("html_closed", tag)


def html_problem(text: str) -> Problem | None:
    """What is wrong with a paragraph as Telegram HTML, if anything is."""
    parser = _Balance()
    parser.feed(text)
    parser.close()
    if not parser.problem and parser.open:
        return "html_open", parser.open[-1]
    if re.search(r"&(?!lt;|gt;|amp;|quot;|#\d+;)", text):
        return "html_entity", "&"
    return parser.problem
