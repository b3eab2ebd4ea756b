"""A manifest for a chapter that came alone: whoever speaks in it and however it ends is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_HEAD = re.compile(r"^\s*#\s*(chapter|title|lang)\s*:\s*(.+?)\s*$", re.MULTILINE)
_SPEAKER = re.compile(r"(?:^|[\s>])([A-Z][A-Z_0-9]+): ", re.MULTILINE)
_NAMED = re.compile(r"(ending|icon|speaker)\s*:\s*([a-z0-9][a-z0-9_]{0,31})")
NO_ICON = "•"


def sketch_of_source(stem: str, text: str) -> str:
    """The manifest of one `.ink` file."""
    head = dict(_HEAD.findall(text))
    return _manifest(stem, head, text)


def sketch_of_compiled(stem: str, text: str) -> str:
    """The manifest of one compiled chapter. Raises ValueError for what is none."""
    document = json.loads(text)
    if not isinstance(document, dict) or not isinstance(document.get("root"), list):
        raise ValueError("not compiled Ink")  # noqa: TRY004  # one error for whatever was sent
    words = "\n".join(_strings(document["root"]))
    head = dict(_HEAD.findall("\n".join(_heads(words))))
    return _manifest(stem, head, words)


def file_stem(name: str) -> str:
    """The name under which a lone file is kept."""
    return re.sub(r"[^a-z0-9_]", "_", name.lower()) or "chapter"


def _heads(words: str) -> Iterator[str]:
    for line in words.splitlines():
        if line.partition(":")[0].strip() in {"chapter", "title", "lang"}:
            yield f"# {line}"


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str) and node.startswith("^"):
        yield node[1:]
    elif isinstance(node, list):
        for child in node:
            yield from _strings(child)
    elif isinstance(node, dict):
        for child in node.values():
            yield from _strings(child)


def _manifest(stem: str, head: dict[str, str], words: str) -> str:
    language = head.get("lang", "en")[:2].lower()
    story_id = _id(stem)
    chapter_id = _id(head.get("chapter", "ch1"))
    named = _NAMED.findall(words)
    speakers = {name.lower() for name in _SPEAKER.findall(words)}
    speakers |= {name for kind, name in named if kind == "speaker"}
    title = json.dumps(head.get("title", stem), ensure_ascii=False)
    lines = [
        f'id = "{story_id}"',
        f'source_language = "{language}"',
        f'languages = ["{language}"]',
        f"title = {{ {language} = {title} }}",
        "[[chapters]]",
        f'id = "{chapter_id}"\nfile = "{file_stem(stem)}"\ntitle = {{ {language} = {title} }}',
    ]
    for name in sorted(speakers):
        lines += [f"[characters.{name}]", f'name = {{ {language} = "{name.title()}" }}']
    for name in _unique(named, "ending"):
        words_of = f'{{ {language} = "{name}" }}'
        lines += [f"[endings.{name}]", f'chapter = "{chapter_id}"', f"name = {words_of}"]
    icons = _unique(named, "icon")
    lines += ["[icons]", *(f'{name} = "{NO_ICON}"' for name in icons)] if icons else []
    return "\n".join([*lines, ""])


def _unique(named: Iterable[tuple[str, str]], kind: str) -> list[str]:
    return sorted({name for found, name in named if found == kind})


def _id(text: str) -> str:
    return re.sub(r"[^a-z0-9_]", "_", text.lower()).strip("_")[:32] or "story"
