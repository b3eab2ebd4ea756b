"""What every event class declares about its type, checked when the class is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from domains.core.interfaces import Durability, EventValidationError, Overflow

if TYPE_CHECKING:
    from domains.core.events.base import BaseEvent

WIRE_NAME = re.compile(r"[a-z]+(\.[a-z][a-z_]*)+")
LONGEST_WIRE_NAME = 96
"""What the column that keeps it has room for."""

ONLY_FOR = {Overflow.DROP_OLDEST: Durability.EPHEMERAL, Overflow.SPILL: Durability.DURABLE}
DEFAULT_OVERFLOW = {Durability.DURABLE: Overflow.SPILL, Durability.EPHEMERAL: Overflow.WAIT}


def check_declaration(event_class: type[BaseEvent]) -> None:
    """Complete a class's declaration and raise EventValidationError where it cannot be true.

    A class without a wire name is a base for others: it cannot be instantiated.
    """
    if not hasattr(event_class, "event_type"):
        forbid_instances(event_class)
        return
    if not hasattr(event_class, "overflow"):
        event_class.overflow = DEFAULT_OVERFLOW[event_class.durability]
    faults = list(_faults(event_class))
    if faults:
        raise EventValidationError(f"{event_class.__qualname__}: {'; '.join(faults)}")


def forbid_instances(event_class: type[BaseEvent]) -> None:
    """Make a class abstract. The interpreter checks it, so concrete classes pay nothing."""
    event_class.__abstractmethods__ = frozenset({"event_type"})


def _faults(event_class: type[BaseEvent]) -> list[str]:
    name, overflow = event_class.event_type, event_class.overflow
    only_for = ONLY_FOR.get(overflow, event_class.durability)
    faults = {
        f"{name!r} is no wire name": (
            not WIRE_NAME.fullmatch(name) or len(name) > LONGEST_WIRE_NAME
        ),
        "no publisher is named": not getattr(event_class, "source_service", ""),
        "schema versions count from 1": event_class.schema_version < 1,
        f"the key {event_class.key_field!r} is no field": (
            event_class.key_field not in event_class.model_fields
        ),
        f"{overflow.name} is only for {only_for.value} events": (
            only_for is not event_class.durability
        ),
    }
    return [fault for fault, found in faults.items() if found]
