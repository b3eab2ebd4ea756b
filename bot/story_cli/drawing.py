"""A chapter's map from its sources, with what players did where that is known."""

from __future__ import annotations

from pathlib import Path

from bot.story_cli.output import errors, print_findings
from bot.ui.maps import picture
from domains.narrative.authoring.gate import check
from domains.narrative.authoring.story_map import Figures, dot, story_map
from domains.narrative.errors import InvalidStoryError


def draw_map(folder: Path, chapter_id: str, out: Path, figures: Figures | None = None) -> None:
    """Play the story, draw one chapter of it into `out`. Raises InvalidStoryError."""
    report = check(folder)
    if report.story is None:
        print_findings(report.findings, json=False)
        raise InvalidStoryError(reason="there is no story to draw")
    if report.findings:
        errors.print("The story has findings (`story lint`); its map is drawn all the same.")
    about = report.story.about(chapter_id or report.story.first_chapter)
    chapter = report.story.chapter(about.id)
    coverage = next((one for one in report.coverage if one.chapter_id == about.id), None)
    title = about.title[report.story.manifest.source_language]
    drawn = story_map(title, chapter, coverage, figures)
    if out.suffix == ".dot":
        out.write_text(dot(drawn), "utf-8")
    else:
        out.write_bytes(picture(drawn))
