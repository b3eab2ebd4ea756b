"""How a story hangs together: chapters that nobody is led to, files that belong to none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from domains.narrative.authoring.findings import Finding, complaint
from domains.narrative.engine.library import MANIFEST, StoryVersion

_NEXT = re.compile(r'"\^next:\s*([^"]*)"')


def lint_order(story: StoryVersion) -> Iterator[Finding]:
    """Chapters after the first one that no `# next:` leads to.

    A VIP chapter is passed by for most readers: who is led to it is led past it, too.
    """
    manifest = story.manifest
    led: set[str] = {story.first_chapter}
    for about in manifest.chapters:
        for found in _NEXT.findall(story.chapter(about.id).json):
            target = str(found).strip()
            if not target:  # put together while it is played: it may lead anywhere
                return
            led.add(target)
    led |= {
        past
        for one in manifest.chapters
        if one.vip and one.id in led
        if (past := manifest.way_past(one.id)) is not None
    }
    for about in manifest.chapters:
        if about.id not in led:
            where = f"{about.file}.ink"
            yield complaint("unreached", where, "unreached_chapter", chapter=about.id)


def lint_strays(folder: Path, read: Iterable[Path]) -> Iterator[Finding]:
    """Sources that are no chapter's file and that none of those that were read includes."""
    known = {path.name for path in read}
    for path in sorted(folder.glob("*.ink")):
        if path.name not in known:
            yield complaint("stray", path.name, manifest=MANIFEST)
