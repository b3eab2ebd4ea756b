"""The compiler that lies in the house, in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from domains.narrative.authoring import javascript
from domains.narrative.authoring.compile import CompilationError, compile_chapter, compile_text
from domains.narrative.authoring.javascript import CompilerFailedError
from tests.domains.narrative.chapters import INK, SHIPPED

pytestmark = pytest.mark.usefixtures("compiler")


def test_the_shipped_chapters_come_out_as_they_were_committed() -> None:
    for source in (SHIPPED / "ch02.ink", INK / "traps.ink"):
        committed = source.with_suffix(".json").read_text("utf-8")
        assert compile_chapter(source) == committed


def test_what_the_compiler_says_is_told_with_file_and_line() -> None:
    files = {"a.ink": "INCLUDE b.ink\nHello {x\n* [Go] -> away\n", "b.ink": "VAR y = 1\n"}
    with pytest.raises(CompilationError) as failure:
        compile_text(files, "a.ink")
    assert {finding.where for finding in failure.value.findings} == {"a.ink:2"}


def test_a_warning_and_a_note_to_oneself_are_errors() -> None:
    text = "TODO: write this\nHello.\n-> away\n=== away\n* [Loose]\n"
    with pytest.raises(CompilationError) as failure:
        compile_text({"a.ink": text}, "a.ink")
    found = {finding.code: finding.where for finding in failure.value.findings}
    assert found == {"todo": "a.ink:1", "compiler": "a.ink:5"}


@pytest.mark.parametrize("name", ["/etc/passwd", "../secret.ink", "no_such.ink"])
def test_a_story_includes_only_what_lies_beside_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.ink").write_text("VAR secret = 1\n")
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "a.ink").write_text(f"INCLUDE {name}\nHello.\n-> END\n")
    with pytest.raises(CompilationError) as failure:
        compile_chapter(folder / "a.ink")
    assert failure.value.findings[0].detail == "ink_no_file"


def test_a_compiler_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(javascript, "TIMEOUT_SECONDS", 0.05)
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(javascript, "command", lambda: sleeper)
    with pytest.raises(CompilerFailedError):
        javascript.run({"a.ink": "Hello."}, "a.ink")


def test_a_compiler_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [sys.executable, "-c", "import sys; sys.exit('out of luck')"]
    monkeypatch.setattr(javascript, "command", lambda: broken)
    with pytest.raises(CompilerFailedError) as failure:
        javascript.run({"a.ink": "Hello."}, "a.ink")
    assert failure.value.params["reason"] == "out of luck"


def test_v8_as_a_package_gives_what_node_gives(tmp_path: Path) -> None:
    # The package is an extra: a stand-in that hands the work to Node proves the wiring.
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not here to stand in for V8")
    (tmp_path / "py_mini_racer.py").write_text(
        "import subprocess\n"
        "class MiniRacer:\n"
        "    def __init__(self): self.code = []\n"
        "    def eval(self, code): self.code.append(code)\n"
        "    def call(self, name, request):\n"
        "        assert len(self.code) == 2 and name == 'compileInk'\n"
        f"        command = [{node!r}, {str(javascript.INKJS / 'node.js')!r}]\n"
        "        done = subprocess.run(command, input=request, capture_output=True, text=True)\n"
        "        return done.stdout\n"
    )
    request = json.dumps({"files": {"a.ink": "Hello.\n-> END\n"}, "main": "a.ink"})
    root = Path(__file__).parents[4]
    process = subprocess.run(
        [sys.executable, "-m", javascript.PROGRAM],
        input=request,
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={"PYTHONPATH": f"{tmp_path}:{root}"},
    )
    assert json.loads(process.stdout)["json"]
