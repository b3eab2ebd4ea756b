"""What happened on a bus: every event that was published, every handler that failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from domains.core.bus.delivery import Delivery
from domains.core.events.base import BaseEvent

E = TypeVar("E", bound=BaseEvent)


@dataclass(frozen=True, slots=True)
class Failure:
    """One attempt that failed."""

    subscription: str
    event: BaseEvent
    error: Exception


class Found(Sequence[E], Generic[E]):
    """Events of one type in the order they were published."""

    def __init__(self, events: Sequence[E], sought: str, everything: str) -> None:
        self._events = tuple(events)
        self._sought = sought
        self._everything = everything

    def where(self, **fields: Any) -> Found[E]:
        """Only those whose fields have these values."""
        matching = [e for e in self._events if _has(e, fields)]
        return Found(matching, describe(self._sought, fields), self._everything)

    def one(self) -> E:
        """The only one. AssertionError when there are none, or several."""
        if len(self._events) != 1:
            raise AssertionError(
                f"expected one {self._sought}, found {len(self._events)}; {self._everything}"
            )
        return self._events[0]

    @overload
    def __getitem__(self, index: int) -> E: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[E]: ...
    def __getitem__(self, index: int | slice) -> E | Sequence[E]:
        return self._events[index]

    def __len__(self) -> int:
        return len(self._events)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to a list, which has none either

    def __repr__(self) -> str:
        return f"<{len(self)} {self._sought}; {self._everything}>"


class Record:
    """An observer of a bus that remembers; what a test asserts on."""

    def __init__(self) -> None:
        self.events: list[BaseEvent] = []
        self.failures: list[Failure] = []

    def published(self, event: BaseEvent) -> None:
        self.events.append(event)

    def handled(self, delivery: Delivery, seconds: float, error: Exception | None) -> None:
        if error is not None:
            self.failures.append(Failure(delivery.subscription.name, delivery.event, error))

    def of(self, event: type[E]) -> Found[E]:
        """Every event of this class, oldest first."""
        return Found(
            [e for e in self.events if isinstance(e, event)], event.__name__, self.describe()
        )

    def one(self, event: type[E], **fields: Any) -> E:
        """The only event of this class with these values. AssertionError otherwise."""
        return self.of(event).where(**fields).one()

    def types(self) -> list[str]:
        """The wire names of everything published, in order."""
        return [event.event_type for event in self.events]

    def take(self) -> list[str]:
        """The types published since the last call, which are forgotten."""
        types = self.types()
        self.clear()
        return types

    def clear(self) -> None:
        """Forget what was published; failures stay."""
        self.events.clear()

    def describe(self) -> str:
        """What was published and what failed, for a message that a person reads."""
        events = "\n".join(f"  {_line(event)}" for event in self.events) or "  nothing"
        failures = "\n".join(
            f"  {each.subscription} at {each.event.event_type}: {each.error!r}"
            for each in self.failures
        )
        return f"published:\n{events}" + (f"\nfailed:\n{failures}" if failures else "")

    def __iter__(self) -> Iterator[BaseEvent]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)


def _has(event: BaseEvent, fields: dict[str, Any]) -> bool:
    return all(getattr(event, name) == value for name, value in fields.items())


def _line(event: BaseEvent) -> str:
    return describe(type(event).__name__, event.payload)


def describe(name: str, fields: dict[str, Any]) -> str:
    """`Name(field=value, …)`."""
    return f"{name}({', '.join(f'{field}={value!r}' for field, value in fields.items())})"
