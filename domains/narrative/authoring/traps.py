"""Traps of the language itself, found in the source before the compiler hides them."""

from __future__ import annotations

import re

from domains.narrative.authoring.findings import Finding, complaint

_DEFINITION = re.compile(r"^\s*={2,}\s*(?:function\s+)?(\w+)\s*\(([^)]*)\)", re.MULTILINE)
_COMMENT = re.compile(r"^\s*//.*$")


def lint_source(name: str, text: str) -> list[Finding]:
    """Everything about one `.ink` file that would be lost or changed without a word."""
    return [*_lines(name, text), *_parameters(name, text)]


def _lines(name: str, text: str) -> list[Finding]:
    found: list[Finding] = []
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{name}:{number}"
        if _COMMENT.match(line):
            continue
        if "//" in line:
            found.append(complaint("comment", where))
        if re.search(r"\d\.0\b", line):
            found.append(complaint("float", where))
    return found


def _parameters(name: str, text: str) -> list[Finding]:
    # An argument named like the parameter that takes it by reference ends the interpreter.
    found: list[Finding] = []
    for function, parameters in _DEFINITION.findall(text):
        names = {word.split()[-1] for word in parameters.split(",") if word.strip()}
        for call in re.finditer(rf"\b{function}\s*\(([^()]*)\)", text):
            same = names & {word.strip() for word in call[1].split(",")}
            if same and call[1] != parameters:
                number = text.count("\n", 0, call.start()) + 1
                found.append(complaint("parameter", f"{name}:{number}", name=same.pop()))
    return found
