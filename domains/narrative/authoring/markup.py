"""Telegram's HTML: what a paragraph may contain."""

from __future__ import annotations

import re
from html.parser import HTMLParser

TELEGRAM_HTML = frozenset({"b", "i", "u", "s", "a", "tg-spoiler"})


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.problem = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TELEGRAM_HTML:
            self.problem = self.problem or f"<{tag}> is nothing that Telegram knows"
        if tag != "a" and attrs:
            self.problem = self.problem or f"<{tag}> takes no attributes"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problem = self.problem or f"</{tag}> closes nothing"


def html_problem(text: str) -> str:
    """What is wrong with a paragraph as Telegram HTML; empty when nothing is."""
    parser = _Balance()
    parser.feed(text)
    parser.close()
    if not parser.problem and parser.open:
        return f"<{parser.open[-1]}> is never closed"
    if re.search(r"&(?!lt;|gt;|amp;|quot;|#\d+;)", text):
        return "a bare & must be written &amp;"
    return parser.problem
