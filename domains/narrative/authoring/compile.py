"""From `.ink` to JSON, by the `inkjs-compiler` of npm's `inkjs`.

The compiler is needed by writers only: what it makes is committed, with a digest of the
sources it was made from, so that tests prove without it that the two belong together.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import ClassVar

from domains.core.errors import DomainError
from domains.narrative.engine.library import compiled_name, read_manifest

LOCK = "build.lock"
COMPILER = "inkjs-compiler"
COMPILER_VARIABLE = "INKJS_COMPILER"
TIMEOUT_SECONDS = 60

_INCLUDE = re.compile(r"^\s*INCLUDE\s+(.+?)\s*$", re.MULTILINE)


class CompilerMissingError(DomainError):
    """No Ink compiler on this machine: `npm install inkjs`, or name one in INKJS_COMPILER."""

    code: ClassVar[str] = "narrative.compiler_missing"


class CompilationError(DomainError):
    """The compiler refused, or warned: `output` says where and why. Warnings are errors."""

    code: ClassVar[str] = "narrative.compilation_failed"


def find_compiler() -> str:
    """The compiler's path. Raises CompilerMissingError."""
    named = os.environ.get(COMPILER_VARIABLE)
    found = shutil.which(named) if named else shutil.which(COMPILER)
    found = found or shutil.which(COMPILER, path="node_modules/.bin")
    if found is None:
        raise CompilerMissingError(looked_for=named or COMPILER)
    return found


def compile_chapter(source: Path) -> str:
    """The chapter as JSON text in our fixed formatting.

    Raises CompilerMissingError, CompilationError.
    """
    compiler = find_compiler()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "chapter.json"
        # `-c` counts every visit: coverage is measured by it.
        process = subprocess.run(  # noqa: S603  # a writer's own tool on a writer's own file
            [compiler, "-c", "-o", str(target), str(source.resolve())],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        output = (process.stdout + process.stderr).strip()
        if process.returncode != 0 or output or not target.exists():
            raise CompilationError(source=source.name, output=output)
        return formatted(target.read_text("utf-8-sig"))


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
    """The chapter's file and every file that it includes, in the order of reading."""
    found: list[Path] = []
    waiting = [chapter]
    while waiting:
        path = waiting.pop(0)
        if path in found:
            continue
        found.append(path)
        waiting += [path.parent / name for name in _INCLUDE.findall(path.read_text("utf-8"))]
    return found


def compile_story(folder: Path) -> None:
    """Compile every chapter of a story and write down what it was made from.

    Raises InvalidStoryError, CompilerMissingError, CompilationError.
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
