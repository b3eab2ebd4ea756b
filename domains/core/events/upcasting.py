"""Bringing events that were written long ago up to the present schema, one version at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domains.core.interfaces import EventSerializationError, EventValidationError

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns `data` of version n into `data` of version n + 1. A pure function of JSON values."""

STEPS: tuple[tuple[str, int, Upcaster], ...] = ()
"""Type, version, and the step to the next version: for every version that is no longer made."""


class Upcasters:
    """Type and version → the step to the next version."""

    def __init__(self) -> None:
        self._steps: dict[tuple[str, int], Upcaster] = {}

    def __contains__(self, step: tuple[str, int]) -> bool:
        return step in self._steps

    def add(self, event_type: str, from_version: int, upcaster: Upcaster) -> None:
        """Raises EventValidationError when this step is known already."""
        if self._steps.setdefault((event_type, from_version), upcaster) is not upcaster:
            raise EventValidationError(f"{event_type!r} has an upcaster from {from_version}")

    def apply(self, wire: dict[str, Any], version: int, newest: int) -> dict[str, Any]:
        """The same event at version `newest`; the object given stays as it is.

        Raises EventSerializationError when a step is missing or fails.
        """
        event_type, data = wire["type"], wire.get("data")
        if not isinstance(data, dict):
            raise EventSerializationError(f"data is an object, not {type(data).__name__}")
        for current in range(version, newest):
            step = self._steps.get((event_type, current))
            if step is None:
                raise EventSerializationError(f"{event_type!r} has no upcaster from {current}")
            try:
                data = step(dict(data))
            except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
                raise EventSerializationError(
                    f"{event_type!r} cannot be read as version {current}: {error!r}"
                ) from error
        return {**wire, "schemaversion": newest, "data": data}
