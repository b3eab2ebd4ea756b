"""The gate before publishing: what can be said about a story without a human reader."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from domains.narrative.authoring.compile import sources
from domains.narrative.authoring.findings import Finding
from domains.narrative.authoring.play import explore_apart
from domains.narrative.authoring.tokens import Kind, Token, tokens
from domains.narrative.engine.compiled import CompiledChapter
from domains.narrative.engine.library import StoryVersion
from domains.narrative.engine.tags import ChoiceTags, LineTags, choice_tags, head_tags, line_tags
from domains.narrative.errors import InvalidTagError
from domains.narrative.model import Manifest

MAX_CHOICE_LENGTH = 40
TELEGRAM_HTML = frozenset({"b", "i", "u", "s", "a", "tg-spoiler"})
NOT_SERVED_YET = {
    "wait": "wait",
    "wait_text": "wait_text",
    "timer": "timer",
    "achievement": "achievement",
    "vip": "vip",
    "lock": "lock",
}
"""Tags that the vocabulary knows and the service does not act upon yet: promising them to a
writer in silence would be worse than refusing them."""

_SHORTHAND = re.compile(r"([A-Z][A-Z_0-9]+): ")
_DEFINITION = re.compile(r"^\s*={2,}\s*(?:function\s+)?(\w+)\s*\(([^)]*)\)", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*$")


def lint_story(folder: Path) -> list[Finding]:
    """Every complaint about the story in `folder`; none when it may be published.

    Raises InvalidStoryError when there is no story to speak of.
    """
    story = StoryVersion.load(folder)
    found: list[Finding] = []
    for about in story.manifest.chapters:
        for path in sources(folder / f"{about.file}.ink"):
            found += lint_source(path.name, path.read_text("utf-8"))
        for language in story.manifest.languages:
            found += lint_chapter(story.manifest, story.chapter(about.id, language))
    return found or explore_apart(folder)


def lint_source(name: str, text: str) -> list[Finding]:
    """Traps of the language itself."""
    found: list[Finding] = []
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{name}:{number}"
        if _COMMENT.match(line):
            continue
        if "//" in line:
            found.append(Finding("comment", where, "`//` cuts the text off; write `\\/\\/`"))
        if re.search(r"\d\.0\b", line):
            found.append(Finding("float", where, "`2.0` becomes `2`; write FLOAT(2)"))
    for function, parameters in _DEFINITION.findall(text):
        names = {word.split()[-1] for word in parameters.split(",") if word.strip()}
        for arguments in re.findall(rf"\b{function}\s*\(([^()]*)\)", text):
            same = names & {word.strip() for word in arguments.split(",")}
            if same and arguments != parameters:
                message = f"the argument {same.pop()} is named like the parameter"
                found.append(Finding("parameter", f"{name}: {function}", message))
    return found


def lint_chapter(manifest: Manifest, chapter: CompiledChapter) -> list[Finding]:
    """Words and tags of one compiled chapter."""
    found: list[Finding] = []
    ids: Counter[str] = Counter()
    labels = labelled = 0
    for token in tokens(json.loads(chapter.json)):
        where = f"{chapter.id}.{chapter.language}.{token.knot}: {token.text[:50]}"
        match token.kind:
            case Kind.TEXT:
                found += _check_text(manifest, where, token.text)
            case Kind.CHOICE:
                labels += 1
                found += _check_choice(where, token.text)
            case Kind.TAG | Kind.CHOICE_TAG:
                try:
                    read = _read(token)
                except InvalidTagError as error:
                    reason = str(error.params["reason"])
                    found.append(Finding("tag", where, reason))
                    continue
                found += _check_tag(manifest, chapter.id, where, read)
                if isinstance(read, ChoiceTags) and read.id:
                    ids[read.id] += 1
                    labelled += 1
            case Kind.LOGIC:
                message = "text in logic is never translated; use a LIST"
                found.append(Finding("text_in_logic", where, message))
    found += [
        Finding("choice_id", f"{chapter.id}: {name}", "two choices share this id")
        for name, count in ids.items()
        if count > 1
    ]
    if labels != labelled:
        message = f"{labels - labelled} choices without `# id:`"
        found.append(Finding("choice_id", f"{chapter.id}.{chapter.language}", message))
    return found


def _read(token: Token) -> LineTags | ChoiceTags:
    if token.kind is Kind.CHOICE_TAG:
        return choice_tags([token.text])
    return LineTags() if head_tags([token.text]) else line_tags([token.text])


def _check_text(manifest: Manifest, where: str, text: str) -> Iterator[Finding]:
    match = _SHORTHAND.match(text)
    if match is not None and match[1].lower() not in manifest.characters:
        yield Finding("speaker", where, f"{match[1]} is not in the manifest")
    if problem := html_problem(text):
        yield Finding("html", where, problem)


def _check_choice(where: str, text: str) -> Iterator[Finding]:
    if len(text) > MAX_CHOICE_LENGTH:
        yield Finding("choice_length", where, f"{len(text)} characters, 40 at most")
    if re.search(r"[<>&]", text):
        yield Finding("choice_html", where, "buttons show plain text: no markup, no entities")


def _check_tag(
    manifest: Manifest, chapter_id: str, where: str, tags: LineTags | ChoiceTags
) -> Iterator[Finding]:
    for name, field in NOT_SERVED_YET.items():
        if getattr(tags, field, None):
            yield Finding("tag_not_served", where, f"`{name}` does nothing yet")
    if isinstance(tags, ChoiceTags):
        if tags.icon and tags.icon not in manifest.icons:
            yield Finding("icon", where, f"{tags.icon} is not among the manifest's icons")
        return
    if tags.speaker and tags.speaker not in manifest.characters:
        yield Finding("speaker", where, f"{tags.speaker} is not in the manifest")
    if tags.ending:
        ending = manifest.endings.get(tags.ending)
        if ending is None or ending.chapter != chapter_id:
            yield Finding("ending", where, f"{tags.ending} is no ending of {chapter_id}")


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
