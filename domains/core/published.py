"""What the kernel itself publishes: the bus about its health, sagas, the passage of time."""

from __future__ import annotations

from domains.core.events.base import BaseEvent

PUBLISHES: tuple[type[BaseEvent], ...] = ()
"""Checked by the tests of the architecture against what the code under core makes."""
