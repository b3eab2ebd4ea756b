"""The diana module, assembled."""

from __future__ import annotations

from dataclasses import dataclass

from domains.core import BaseEvent, Kernel, Subscription
from domains.diana.service import DianaService
from domains.diana.subscribers import subscriptions

PUBLISHES: tuple[type[BaseEvent], ...] = ()


@dataclass(frozen=True, slots=True)
class DianaModule:
    """Publishes nothing; listens to everybody."""

    diana: DianaService
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES


def build(kernel: Kernel) -> DianaModule:
    """Assemble the module."""
    return DianaModule(DianaService(kernel.uow, kernel.clock), subscriptions())
