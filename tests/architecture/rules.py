"""The rules of the house that import contracts and linters cannot say.

Each rule reads one file and yields a sentence for every violation.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatch

from tests.architecture.source import Source, dotted

Rule = Callable[[Source], Iterator[str]]

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

HOMES = {
    "aiogram": ["bot/*"],
    "sqlalchemy": [
        "*/tables.py",
        "*/repository.py",
        "domains/core/store/*.py",
        "domains/core/database/*.py",
        "domains/core/unit_of_work.py",
    ],
    "asyncpg": ["domains/core/database/postgres.py"],
    "redis": ["domains/core/bus/redis_*.py", "bot/redis_*.py", "bot/*/redis_*.py"],
}
"""Libraries, and the only files that may import them."""

CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
}
TASKS = {"asyncio.create_task", "asyncio.ensure_future", "asyncio.run_coroutine_threadsafe"}
CATCH_ALL = {"Exception", "BaseException"}

DOMAIN_FILES = {
    "__init__.py",
    "model.py",
    "tables.py",
    "repository.py",
    "service.py",
    "subscribers.py",
    "errors.py",
    "module.py",
}
FREE_FOLDERS = {"authoring", "content", "engine", "stories"}
"""Folders of a domain that are furnished in their own way."""
FEATURE_FILES = {
    "__init__.py",
    "handlers.py",
    "callbacks.py",
    "views.py",
    "states.py",
    "subscribers.py",
}
WORDED_FILES = {"handlers.py", "views.py", "subscribers.py"}
"""Files of a feature in which text would be tempting."""
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "bind"}
WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]|[^\W\d_]\s+[^\W\d_]{2,}")
MARKUP = re.compile(r"<[^<>]*>")


def libraries_stay_at_home(source: Source) -> Iterator[str]:
    """Storage, network and Telegram libraries are imported in few, known files."""
    for line, name in source.imports:
        homes = HOMES.get(name.partition(".")[0])
        if homes and not any(fnmatch(source.name, home) for home in homes):
            yield f"{line}: imports {name}; only {', '.join(homes)} may"


def only_the_app_wires_domains(source: Source) -> Iterator[str]:
    """Outside a domain only bot/modules.py sees its module and repository; nobody its tables."""
    for line, name in source.imports:
        parts = name.split(".")
        if parts[0] != "domains" or len(parts) < 3 or parts[1] == "core":
            continue
        inside = source.name.startswith(f"domains/{parts[1]}/")
        wired = {"module", "repository"} & set(parts[2:]) and source.name != "bot/modules.py"
        private = "tables" in parts[2:]
        if not inside and (wired or private):
            yield f"{line}: imports {name}; a domain is wired in bot/modules.py alone"


def the_test_kit_is_for_tests(source: Source) -> Iterator[str]:
    """What runs in production does not know the kit that tests it."""
    if source.name.startswith("domains/core/testing/"):
        return
    for line, name in source.imports:
        if f"{name}.".startswith("domains.core.testing."):
            yield f"{line}: imports {name}; only tests may"


def tasks_are_supervised(source: Source) -> Iterator[str]:
    """Tasks are started in core/tasks.py, so that each is awaited and none is lost."""
    if source.name == "domains/core/tasks.py":
        return
    for line, name in source.names_used:
        if name in TASKS:
            yield f"{line}: {name}; start tasks through domains.core.tasks"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in {"create_task", "ensure_future"}:
            owner = node.value.func if isinstance(node.value, ast.Call) else node.value
            if dotted(owner).endswith("loop"):
                yield f"{node.lineno}: {node.attr} on a loop; use domains.core.tasks"


def time_comes_from_the_clock(source: Source) -> Iterator[str]:
    """The system's clock is read in core/clock.py, so that tests can move time."""
    if source.name == "domains/core/clock.py":
        return
    for line, name in source.names_used:
        if name in CLOCKS:
            yield f"{line}: {name}; ask the injected clock"


def only_the_unit_of_work_commits(source: Source) -> Iterator[str]:
    """A transaction ends where it began: in the unit of work."""
    if source.name in {"domains/core/unit_of_work.py", "domains/core/database/postgres.py"}:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "commit":
            yield f"{node.lineno}: commits; only the unit of work may"


def errors_are_not_swallowed(source: Source) -> Iterator[str]:
    """No bare except, no catch-all that does nothing; in features no catch-all at all."""
    in_feature = source.name.startswith("bot/features/")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            idle = all(isinstance(item, ast.Pass | ast.Continue) for item in node.body)
            if node.type is None:
                yield f"{node.lineno}: bare except"
            elif _catches_all(node.type) and (idle or in_feature):
                yield f"{node.lineno}: catches everything" + (" and does nothing" * idle)
        elif (
            isinstance(node, ast.Call)
            and dotted(node.func).endswith("suppress")
            and any(map(_catches_all, node.args))
        ):
            yield f"{node.lineno}: suppresses everything"


def _catches_all(caught: ast.expr) -> bool:
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(dotted(kind) in CATCH_ALL for kind in kinds)


def files_and_functions_are_short(source: Source) -> Iterator[str]:
    """What does not fit on a few screens does more than one job. Docstrings are not counted."""
    lines = len(source.text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{lines} lines; {LONGEST_FILE} are enough for one job"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
            if length > LONGEST_FUNCTION:
                yield f"{node.lineno}: {node.name} has {length} lines, over {LONGEST_FUNCTION}"


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def domains_have_one_shape(source: Source) -> Iterator[str]:
    """The same file names in every domain, so that any path can be guessed."""
    folders = source.path.parts[1:-1]
    if source.path.parts[0] != "domains" or not folders or folders[0] == "core":
        return
    if FREE_FOLDERS & set(folders):
        return
    if source.path.name not in DOMAIN_FILES:
        yield f"{source.path.name} is none of {', '.join(sorted(DOMAIN_FILES))}"


def features_have_one_shape(source: Source) -> Iterator[str]:
    """As domains_have_one_shape, for the features of the bot."""
    if not source.name.startswith("bot/features/"):
        return
    if source.path.name not in FEATURE_FILES:
        yield f"{source.path.name} is none of {', '.join(sorted(FEATURE_FILES))}"


def features_speak_through_the_catalogue(source: Source) -> Iterator[str]:
    """No words in a feature's code: what a user reads comes from locales/ or the story.

    A heuristic. Words are two neighbouring words in a string, or any letter in what is passed
    as `text` or `caption`. Docstrings, log events and raised errors are for developers.
    """
    if not source.name.startswith("bot/features/") or source.path.name not in WORDED_FILES:
        return
    ignored = {id(part) for node in _for_developers(source.tree) for part in ast.walk(node)}
    for node in ast.walk(source.tree):
        if id(node) in ignored:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if WORDS.search(MARKUP.sub(" ", node.value)):
                yield f"{node.lineno}: {node.value!r} belongs in locales/"
        elif isinstance(node, ast.keyword) and node.arg in {"text", "caption"}:
            said = MARKUP.sub("", "".join(_literal_parts(node.value)))
            if re.search(r"[^\W\d_]", said) and not WORDS.search(said):
                yield f"{node.value.lineno}: {said!r} belongs in locales/"


def _for_developers(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node  # docstrings, also those of attributes
        elif isinstance(node, ast.Raise | ast.Assert):
            yield node
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in LOG_METHODS
            and "log" in dotted(node.func.value).lower()
        ):
            yield node


def _literal_parts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _literal_parts(part)


RULES: list[Rule] = [
    libraries_stay_at_home,
    only_the_app_wires_domains,
    the_test_kit_is_for_tests,
    tasks_are_supervised,
    time_comes_from_the_clock,
    only_the_unit_of_work_commits,
    errors_are_not_swallowed,
    files_and_functions_are_short,
    domains_have_one_shape,
    features_have_one_shape,
    features_speak_through_the_catalogue,
]
