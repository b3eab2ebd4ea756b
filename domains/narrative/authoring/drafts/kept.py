"""How drafts are written into columns, and read from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from domains.narrative.authoring import bundle
from domains.narrative.authoring.apart import Coverage
from domains.narrative.authoring.drafts.model import Draft, Place
from domains.narrative.authoring.findings import Finding
from domains.narrative.authoring.gate import Report
from domains.narrative.authoring.lint import ART
from domains.narrative.engine.library import StoryVersion

MOST_FINDINGS = 100
"""Kept of a report; nobody mends more at once."""


def columns(files: bundle.Files, report: Report, fallback_id: str) -> dict[str, Any]:
    """What is kept of a checked upload, but for where its author reads."""
    story = report.story
    return {
        "story_id": story.id if story is not None else fallback_id,
        "sha256": story.sha256 if story is not None else "",
        "files": bundle.packed(files),
        "manifest": story.manifest.model_dump_json() if story is not None else "",
        "texts": texts_json(story) if story is not None else "[]",
        "report": json.dumps(
            {
                "findings": [asdict(one) for one in report.findings[:MOST_FINDINGS]],
                "coverage": [asdict(one) for one in report.coverage],
            }
        ),
    }


def texts_json(story: StoryVersion) -> str:
    """Every compiled chapter, as one text."""
    return json.dumps([[*key, text] for key, text in story.texts().items()])


def story(manifest: str, texts: str, sha256: str) -> StoryVersion:
    """The story of a draft or of a release. Raises InvalidStoryError."""
    chapters = {(chapter, language): text for chapter, language, text in json.loads(texts)}
    return StoryVersion.of(manifest, chapters, sha256=sha256)


def draft(row: Any) -> Draft:
    """A draft's row as a value."""
    report = json.loads(row.report)
    manifest = json.loads(row.manifest) if row.manifest else {}
    return Draft(
        author_id=row.author_id,
        story_id=row.story_id,
        titles=titles(row),
        sha256=row.sha256,
        findings=tuple(Finding.read(one) for one in report["findings"]),
        coverage=tuple(_coverage(one) for one in report["coverage"]),
        chapters=tuple(
            (chapter["id"], chapter["title"]) for chapter in manifest.get("chapters", ())
        ),
        languages=tuple(manifest.get("languages", ())),
        updated_at=row.updated_at,
    )


def titles(row: Any) -> dict[str, str]:
    """What the story of a row is called, by language; empty for one that cannot be read."""
    found: dict[str, str] = json.loads(row.manifest).get("title", {}) if row.manifest else {}
    return found


def pictures(files: bytes) -> dict[str, bytes]:
    """The pictures among a draft's files, by their plain names."""
    found = bundle.read_packed(files)
    return {
        name.removeprefix(f"{ART}/"): data
        for name, data in found.items()
        if name.startswith(f"{ART}/")
    }


def place_json(place: Place, memory: Mapping[str, object]) -> str:
    """Where an author reads, and with which variables the chapter was entered."""
    return json.dumps({"place": asdict(place), "memory": dict(memory)}, sort_keys=True)


def place(text: str) -> tuple[Place, dict[str, object]] | None:
    """As it was written; None when nothing is being read."""
    if not text:
        return None
    document = json.loads(text)
    raw = {**document["place"], "choices": tuple(document["place"]["choices"])}
    return Place(**raw), document["memory"]


def _coverage(raw: dict[str, Any]) -> Coverage:
    steps = tuple((step[0], step[1], step[2], step[3]) for step in raw["steps"])
    return Coverage(raw["chapter_id"], tuple(raw["reached"]), steps)
