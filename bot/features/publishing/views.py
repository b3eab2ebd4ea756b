"""How publishing looks to an author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.features.publishing.callbacks import AskTime, Publish, RollBack, Withdraw
from bot.i18n import Translator
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape
from domains.narrative.authoring.drafts.model import Draft, Release
from domains.narrative.versions.model import Publication

SHORT = 12
"""Letters of a version's name that are shown, and travel in callbacks."""
VERSIONS_SHOWN = 10

_SPAN = re.compile(r"(\d{1,3})\s*([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def ask_publish(draft: Draft, t: Translator) -> Screen:
    """What it means for those who are in the middle of a chapter."""
    sha = draft.sha256[:SHORT]
    rows: list[Row] = [
        [Button(t("author.publish.yes"), Publish(sha=sha), style="success")],
        [Button(t("author.publish.restart"), Publish(sha=sha, restart=True))],
        [Button(t("author.schedule.button"), AskTime(sha=sha))],
        [back(t, Place.AUTHOR)],
    ]
    title = escape(draft.spoken(draft.titles, t.language))
    return Screen("author.publish", t("author.publish.ask", title=title), rows=rows)


def published(publication: Publication, title: str, t: Translator) -> Screen:
    """It is what everybody begins with now."""
    text = t("author.published", title=escape(title), number=str(publication.number))
    return Screen(
        "author.published", text, rows=[[link(t, Place.VERSIONS)], [back(t, Place.AUTHOR)]]
    )


def ask_time(t: Translator, *, is_unread: bool = False) -> Screen:
    """Waiting for a time; again, when what was typed is none."""
    text = t("author.schedule.unread" if is_unread else "author.schedule.ask")
    return Screen("author.time", text, rows=[[back(t, Place.AUTHOR)]])


def read_time(text: str, now: datetime) -> datetime | None:
    """`2h`, `3d`, or `2026-12-24 18:00` in UTC; None for anything else."""
    words = text.strip().lower()
    if match := _SPAN.fullmatch(words):
        return now + timedelta(**{_UNITS[match[2]]: int(match[1])})
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def scheduled(release: Release, t: Translator) -> Screen:
    """It will happen by itself."""
    text = t("author.scheduled", title=escape(_title(release, t)), at=_moment(release.due_at))
    return Screen(
        "author.scheduled", text, rows=[[link(t, Place.RELEASES)], [back(t, Place.AUTHOR)]]
    )


def waiting(releases: Sequence[Release], t: Translator) -> Screen:
    """What waits for its time, each with a way to take it back."""
    rows: list[Row] = [
        [
            Button(
                t("author.withdraw", story=_title(release, t), at=_moment(release.due_at)),
                Withdraw(release=release.release_id),
            )
        ]
        for release in releases
    ]
    text = t("author.releases") if releases else t("author.releases.none")
    return Screen("author.releases", text, rows=[*rows, [back(t, Place.AUTHOR)]])


def history(story_id: str, versions: Sequence[Publication], t: Translator) -> Screen:
    """Every version, the newest first; the present one can be taken back."""
    lines = [
        t(
            "author.history.current" if version.is_current else "author.history.former",
            number=str(version.number),
            at=_moment(version.published_at),
            sha=version.sha256[:SHORT],
        )
        for version in versions[:VERSIONS_SHOWN]
    ]
    rows: list[Row] = [
        [
            Button(
                t("author.roll_back.button", number=str(version.number)),
                RollBack(story=story_id, number=version.number, sure=False),
                style="danger",
            )
        ]
        for version in versions
        if version.is_current and len(versions) > 1
    ]
    text = t("author.history", story=escape(story_id), lines="\n".join(lines))
    if not versions:
        text = t("author.history.none", story=escape(story_id))
    return Screen("author.history", text, rows=[*rows, [back(t, Place.AUTHOR)]])


def ask_roll_back(story_id: str, number: int, t: Translator) -> Screen:
    """Nothing is taken back without a question."""
    sure = RollBack(story=story_id, number=number, sure=True)
    text = t("author.roll_back.ask", story=escape(story_id), number=str(number))
    yes = Button(t("author.roll_back.yes"), sure, style="danger")
    return Screen("author.roll_back", text, rows=[[yes], [back(t, Place.AUTHOR)]])


def _title(release: Release, t: Translator) -> str:
    titles = release.titles
    return titles.get(t.language) or next(iter(titles.values()), release.story_id)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
