"""Updates in: stored, deduplicated, handled in order per person, replayed after a crash."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.intake.errors import (
        IntakeClosedError,
        IntakeFullError,
        TokenRefusedError,
        WebhookSecretError,
    )
    from bot.intake.service import Intake

__all__ = [
    "Intake",
    "IntakeClosedError",
    "IntakeFullError",
    "TokenRefusedError",
    "WebhookSecretError",
]


def __getattr__(name: str) -> Any:
    # Migrations import our tables, which do not need aiogram; that takes seconds to import.
    if name not in __all__:
        raise AttributeError(name)
    place = "service" if name == "Intake" else "errors"
    return getattr(importlib.import_module(f"{__name__}.{place}"), name)
