"""The modules as declared and as written: who publishes what, and whether anybody listens."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from domains.core import BaseEvent
from domains.core.catalogue.wiring import Wiring
from tests.architecture.source import Source

NOT_PUBLISHERS = ("domains/core/events/", "domains/core/catalogue/")

Types = Mapping[str, Collection[str]]
"""Module → names of event classes."""


def module_of(source: Source) -> str | None:
    """The module that a file belongs to; None for files that only describe events."""
    if source.name.startswith(NOT_PUBLISHERS):
        return None
    first, *rest = source.path.parts
    return rest[0] if first == "domains" and len(rest) > 1 else first


def made_in(source: Source, names: Collection[str]) -> set[str]:
    """Event classes that a file makes instances of: published now, later or through a variable."""
    return {
        name.rpartition(".")[2]
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        for name in [_called(node)]
        if name.rpartition(".")[2] in names
    }


def _called(node: ast.Call) -> str:
    parts: list[str] = []
    target: ast.AST = node.func
    while isinstance(target, ast.Attribute):
        parts.append(target.attr)
        target = target.value
    parts.append(target.id if isinstance(target, ast.Name) else "?")
    return ".".join(reversed(parts))


def made_by_module(sources: Iterable[Source], names: Collection[str]) -> dict[str, set[str]]:
    """Module → names of the event classes that its code makes."""
    found: dict[str, set[str]] = {}
    for source in sources:
        module = module_of(source)
        if module is not None:
            found.setdefault(module, set()).update(made_in(source, names))
    return found


def undeclared(made: Types, declared: Types) -> list[str]:
    """What a module publishes without saying so."""
    return _missing(made, declared, "publishes {1} and does not declare it")


def unpublished(made: Types, declared: Types) -> list[str]:
    """What a module says it publishes and does not."""
    return _missing(declared, made, "declares {1} and never publishes it")


def _missing(some: Types, others: Types, words: str) -> list[str]:
    return sorted(
        f"{module} {words.format(module, name)}"
        for module, names in some.items()
        for name in set(names) - set(others.get(module, ()))
    )


def published_twice(declared: Types) -> list[str]:
    """Types with more than one publisher."""
    count = Counter(name for names in declared.values() for name in names)
    return sorted(name for name, times in count.items() if times > 1)


def strangers(declared: Mapping[str, Iterable[type[BaseEvent]]], spoken: Types) -> list[str]:
    """Types that a module publishes in another's name. `spoken`: module → its source services."""
    return sorted(
        f"{module} publishes {event_class.__name__} in the name of {event_class.source_service}"
        for module, event_classes in declared.items()
        for event_class in event_classes
        if event_class.source_service not in spoken.get(module, (module,))
    )


def unheard_of(wiring: Wiring) -> list[str]:
    """Subscriptions to what nobody publishes."""
    spoken = {event_class.event_type for event_class in wiring.published}
    return sorted(
        f"{listener.name} waits for {listener.pattern}"
        for listener in wiring.listeners
        if not any(listener.hears(event_type) for event_type in spoken)
    )


def taken_names(names: Iterable[str]) -> list[str]:
    """Subscription names that occur more than once."""
    return sorted(name for name, times in Counter(names).items() if times > 1)
