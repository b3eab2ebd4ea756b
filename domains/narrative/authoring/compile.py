"""From `.ink` to JSON, with a digest of what it was made from.

The compiler is needed by writers only: what it makes is committed, and tests prove without
it that sources and compiled chapters belong together.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from domains.core.errors import DomainError
from domains.narrative.authoring import javascript
from domains.narrative.authoring.findings import AS_TOLD, Finding, complaint
from domains.narrative.authoring.ink_words import recognise
from domains.narrative.engine.library import compiled_name, read_manifest

LOCK = "build.lock"

_INCLUDE = re.compile(r"^\s*INCLUDE\s+(.+?)\s*$", re.MULTILINE)
_MESSAGE = re.compile(
    r"(?P<kind>[A-Z]+): '(?P<file>[^']*)' line (?P<line>\d+): (?P<text>.*)", re.DOTALL
)


class CompilationError(DomainError):
    """The compiler refused, or warned: `output` says where and why. Warnings are errors."""

    code: ClassVar[str] = "narrative.compilation_failed"

    def __init__(self, findings: list[Finding], **params: object) -> None:
        super().__init__(output="\n".join(str(finding) for finding in findings), **params)
        self.findings = findings


def compile_chapter(source: Path) -> str:
    """The chapter as JSON text in our fixed formatting.

    Raises CompilerMissingError, CompilerFailedError, CompilationError.
    """
    files = {path.name: path.read_text("utf-8") for path in sources(source)}
    return compile_text(files, source.name)


def compile_text(files: Mapping[str, str], main: str) -> str:
    """The chapter `files[main]`; the others are what it may include. Raises as above."""
    compiled = javascript.run(files, main)
    if compiled.messages:
        # Tried in several ways, one fault may be told several times.
        found = {str(each): each for each in (_finding(main, text) for text in compiled.messages)}
        raise CompilationError(list(found.values()), source=main)
    if compiled.json is None:
        raise CompilationError([complaint("compiler", main, "ink_nothing")], source=main)
    return formatted(compiled.json)


def _finding(main: str, message: str) -> Finding:
    match = _MESSAGE.match(message)
    if match is None:
        return complaint("compiler", main, "ink_quoted", reason=message.splitlines()[0])
    where = f"{match['file']}:{match['line']}"
    text = " ".join(match["text"].split())
    if match["kind"] == "TODO":  # the writer's own words
        return complaint("todo", where, AS_TOLD, reason=text)
    detail, blanks = recognise(text)
    return Finding("compiler", where, detail, blanks)


def formatted(text: str) -> str:
    """Compiled JSON, one line for each knot, so that differences can be read."""
    document = json.loads(text)
    *main, named = document["root"]
    lines = [f"  {_compact(key)}: {_compact(value)}" for key, value in (named or {}).items()]
    knots = "{\n" + ",\n".join(lines) + "\n}" if named else "null"
    head = "".join(f"{_compact(item)},\n" for item in main)
    root = f"[\n{head}{knots}\n]"
    rest = {key: value for key, value in document.items() if key not in {"root", "inkVersion"}}
    tail = "".join(f",\n{_compact(key)}: {_compact(value)}" for key, value in rest.items())
    return f'{{"inkVersion": {document["inkVersion"]},\n"root": {root}{tail}}}\n'


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sources(chapter: Path) -> list[Path]:
    """The chapter's file and every file that it includes, in the order of reading.

    Only files that stand beside it count: an INCLUDE of anything else is left to the compiler
    to complain about.
    """
    found: list[Path] = []
    waiting = [chapter]
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        found.append(path)
        named = _INCLUDE.findall(path.read_text("utf-8"))
        beside = [path.parent / name for name in named if name == Path(name).name]
        waiting += [other for other in beside if other.is_file()]
    return found


def compile_story(folder: Path) -> None:
    """Compile every chapter of a story and write down what it was made from.

    Raises InvalidStoryError, CompilerMissingError, CompilerFailedError, CompilationError.
    """
    manifest = read_manifest(folder)
    for chapter in manifest.chapters:
        text = compile_chapter(folder / f"{chapter.file}.ink")
        target = folder / compiled_name(manifest, chapter, manifest.source_language)
        target.write_text(text, "utf-8")
    write_lock(folder)


def write_lock(folder: Path) -> None:
    """Write down the digests of sources and of what was compiled from them."""
    text = json.dumps(digests(folder), indent=2, sort_keys=True)
    (folder / LOCK).write_text(f"{text}\n", "utf-8")


def digests(folder: Path) -> dict[str, dict[str, str]]:
    """For each compiled chapter, the sha256 of itself and of its sources."""
    manifest = read_manifest(folder)
    found: dict[str, dict[str, str]] = {}
    for chapter in manifest.chapters:
        compiled = compiled_name(manifest, chapter, manifest.source_language)
        paths = [*sources(folder / f"{chapter.file}.ink"), folder / compiled]
        found[compiled] = {path.name: _sha256(path) for path in paths}
    return found


def is_current(folder: Path) -> bool:
    """Do the compiled chapters belong to the sources beside them?"""
    try:
        locked = json.loads((folder / LOCK).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(locked == digests(folder))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
