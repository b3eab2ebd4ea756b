"""Who publishes what to whom, as the program is really put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Self

from domains.core.events.base import BaseEvent


@dataclass(frozen=True, slots=True, order=True)
class Listener:
    """A subscription, by its name and one of its patterns."""

    name: str
    pattern: str

    @property
    def service(self) -> str:
        """The module it belongs to: its name begins with it."""
        return self.name.partition(".")[0]

    def hears(self, event_type: str) -> bool:
        """Exact types, `*` for everything, or a prefix such as `gamification.*`."""
        return fnmatchcase(event_type, self.pattern)


@dataclass(frozen=True, slots=True)
class Flow:
    """Events of some types that go from one module to another, or to itself."""

    publisher: str
    listener: str
    event_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wiring:
    """The catalogue, what of it is published by now, and everybody who listens."""

    event_classes: tuple[type[BaseEvent], ...]
    published: frozenset[type[BaseEvent]]
    listeners: tuple[Listener, ...]

    @classmethod
    def of(
        cls,
        event_classes: Iterable[type[BaseEvent]],
        publications: Mapping[str, Iterable[type[BaseEvent]]],
        subscriptions: Mapping[str, Sequence[str]],
    ) -> Self:
        """`publications` by module; `subscriptions` are names by pattern, as the bus tells."""
        return cls(
            tuple(sorted(event_classes, key=lambda c: c.event_type)),
            frozenset(c for published in publications.values() for c in published),
            tuple(
                sorted(
                    Listener(name, pattern)
                    for pattern, names in subscriptions.items()
                    for name in names
                )
            ),
        )

    def hearing(self, event_class: type[BaseEvent]) -> list[Listener]:
        """Everybody who hears this type, by name."""
        return [one for one in self.listeners if one.hears(event_class.event_type)]

    @property
    def flows(self) -> list[Flow]:
        """Which types go from whom to whom. What nobody publishes yet flows nowhere."""
        found: dict[tuple[str, str], set[str]] = {}
        for event_class in self.published:
            for listener in self.hearing(event_class):
                ends = (event_class.source_service, listener.service)
                found.setdefault(ends, set()).add(event_class.event_type)
        return [Flow(*ends, tuple(sorted(types))) for ends, types in sorted(found.items())]


def circles(flows: Iterable[Flow]) -> list[tuple[str, ...]]:
    """Every way on which an event may lead back to its own publisher.

    Each begins at its first module by name. A circle is no fault: it is a place where somebody
    must see to it that the chain of events ends.
    """
    following: dict[str, set[str]] = {}
    for flow in flows:
        following.setdefault(flow.publisher, set()).add(flow.listener)

    def walk(path: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        for after in sorted(following.get(path[-1], ())):
            if after == path[0]:
                yield path
            elif after > path[0] and after not in path:
                yield from walk((*path, after))

    return [circle for first in sorted(following) for circle in walk((first,))]
