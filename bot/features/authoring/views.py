"""How the author's desk looks: the draft, what is wrong with it, its pages, its maps."""

from __future__ import annotations

from bot.features.authoring.callbacks import (
    ChooseInDraft,
    DrawMap,
    NextInDraft,
    OpenShelf,
    ReadDraft,
    Shelf,
)
from bot.i18n import Translator
from bot.ui.findings import words
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Picture, Row, Screen
from bot.ui.text import escape
from domains.narrative.authoring.drafts.model import Draft, DraftPage
from domains.narrative.authoring.findings import Finding
from domains.narrative.authoring.story_map import Reach, StoryMap
from domains.narrative.engine.view import ViewChoice, ViewLine

SHORT = 12
"""Letters of a version's name that are shown, and travel in callbacks."""
FINDINGS_SHOWN = 8
LONGEST_REPORT = 3_000
LONGEST_WAY = 160
LOCKED = "🔒"
LONGEST_CAPTION = 700
"""Characters of a page under a picture; Telegram takes 1024, tags and all."""


def home(draft: Draft | None, t: Translator) -> Screen:
    """What there is, and what can be done with it."""
    tutorial = Button(t("author.tutorial.button"), OpenShelf(shelf=Shelf.TUTORIAL))
    if draft is None:
        rows: list[Row] = [[tutorial, link(t, Place.READERS)], [back(t)]]
        return Screen("author", t("author.home.empty"), rows=rows)
    rows = [*_draft_rows(draft, t), [tutorial, link(t, Place.READERS)], [back(t)]]
    return Screen("author", t("author.home", **_about(draft, t)), rows=rows)


def report(draft: Draft, t: Translator) -> Screen:
    """Everything that stands between the draft and its readers."""
    if draft.is_publishable:
        text = t("author.report.passed", **_about(draft, t))
    else:
        lines: list[str] = []
        for finding in draft.findings[:FINDINGS_SHOWN]:
            line = _finding(finding, t)
            if sum(map(len, lines)) + len(line) <= LONGEST_REPORT:
                lines.append(line)
        more = len(draft.findings) - len(lines)
        lines += [t("author.report.more", count=more)] if more > 0 else []
        text = t("author.report.refused", **_about(draft, t), lines="\n\n".join(lines))
    return Screen("author.report", text, rows=[*_draft_rows(draft, t), [back(t, Place.AUTHOR)]])


def maps(draft: Draft, t: Translator) -> Screen:
    """A button for each chapter."""
    rows: list[Row] = [
        [Button(draft.spoken(titles, t.language), DrawMap(chapter=chapter_id))]
        for chapter_id, titles in draft.chapters
    ]
    return Screen("author.maps", t("author.maps"), rows=[*rows, [back(t, Place.AUTHOR)]])


def story_map(drawn: StoryMap, data: bytes, t: Translator) -> Screen:
    """The picture, and in words what its colours say."""
    missed = [node.name for node in drawn.nodes if node.reach is Reach.MISSED]
    text = t("author.map", title=escape(drawn.title), count=len(drawn.nodes) - 2)
    if missed:
        text += "\n" + t("author.map.missed", knots=escape(", ".join(missed[:FINDINGS_SHOWN])))
    picture = Picture(data, "map.png", t("author.map.alt", title=drawn.title))
    shelf = Button(t("author.maps.button"), OpenShelf(shelf=Shelf.MAPS))
    return Screen("author.map", text, rows=[[shelf], [back(t, Place.AUTHOR)]], picture=picture)


def page(page: DraftPage, picture: bytes | None, t: Translator) -> Screen:
    """A page as a player would read it, with its tags and what it changed."""
    lines = [_line(line, tags) for line, tags in zip(page.page.lines, page.tags, strict=True)]
    parts = [] if page.replayed else [t("author.page.moved")]
    parts += lines
    if page.changed:
        changed = ", ".join(f"{name} = {_value(value)}" for name, value in page.changed.items())
        parts.append(f"<code>{escape(changed)}</code>")
    text = "\n\n".join(parts)
    is_captioned = picture is not None and len(text) <= LONGEST_CAPTION
    shown = next((line for line in page.page.lines if line.image), None)
    return Screen(
        "author.page",
        text,
        rows=_page_rows(page, t),
        picture=Picture(picture or b"", shown.image or "", shown.alt or "")
        if is_captioned and shown is not None
        else None,
        version=f"{page.sha256[:SHORT]}.{page.place.chapter_id}.{page.place.knot}.{page.turn}",
    )


def _about(draft: Draft, t: Translator) -> dict[str, str]:
    return {
        "title": escape(draft.spoken(draft.titles, t.language)),
        "story": escape(draft.story_id),
        "chapters": t("author.chapters", count=len(draft.chapters)),
        "languages": ", ".join(draft.languages) or "–",
        "findings": t("author.findings", count=len(draft.findings)),
        "version": draft.sha256[:SHORT] or "–",
    }


def _draft_rows(draft: Draft, t: Translator) -> list[Row]:
    rows: list[Row] = []
    if draft.is_readable:
        rows.append(
            [
                Button(t("author.read.button"), ReadDraft(), style="primary"),
                Button(t("author.maps.button"), OpenShelf(shelf=Shelf.MAPS)),
            ]
        )
    if draft.is_publishable:
        rows.append([link(t, Place.PUBLISH, style="success")])
    rows.append(
        [
            Button(t("author.report.button"), OpenShelf(shelf=Shelf.REPORT)),
            link(t, Place.VERSIONS),
            link(t, Place.RELEASES),
        ]
    )
    return rows


def _finding(finding: Finding, t: Translator) -> str:
    told = t(
        "author.finding",
        where=escape(finding.where or "–"),
        words=t(f"author.finding.{finding.code}"),
        detail=escape(words(finding, t)),
    )
    if not finding.path:
        return told
    way = " → ".join(finding.path)
    shown = way if len(way) <= LONGEST_WAY else f"… {way[-LONGEST_WAY:]}"
    return f"{told}\n{t('author.finding.way', way=escape(shown), numbers=finding.numbers[-80:])}"


def _line(line: ViewLine, tags: tuple[str, ...]) -> str:
    text = f"<b>{escape(line.speaker.title())}</b>: {line.text}" if line.speaker else line.text
    return f"{text}\n<code># {escape(' # '.join(tags))}</code>" if tags else text


def _value(value: object) -> str:
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def _label(choice: ViewChoice) -> str:
    signs = [LOCKED if choice.lock else "", choice.icon or "", choice.text]
    return " ".join(sign for sign in [*signs, f"· {choice.cost}" if choice.cost else ""] if sign)


def _page_rows(page: DraftPage, t: Translator) -> list[Row]:
    sha = page.sha256[:SHORT]
    rows: list[Row] = [
        [
            Button(
                _label(choice),
                ChooseInDraft(sha=sha, turn=page.turn, choice=choice.index),
            )
        ]
        for choice in page.page.choices
    ]
    if page.page.ended and page.page.next is not None:
        following = t("author.next", chapter=page.page.next)
        rows.append([Button(following, NextInDraft(sha=sha), style="primary")])
    again = Button(t("author.again"), ReadDraft(chapter=page.place.chapter_id))
    return [*rows, [again, back(t, Place.AUTHOR)]]
