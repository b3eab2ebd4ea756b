"""Updates in: stored, deduplicated, handled in order per person, replayed after a crash."""

from __future__ import annotations

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
