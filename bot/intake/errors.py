"""What can go wrong at the door, for whoever runs the program."""

from __future__ import annotations


class IntakeClosedError(RuntimeError):
    """The intake drains: updates are not accepted any more. Telegram sends them again."""


class TokenRefusedError(RuntimeError):
    """Telegram does not know our token. Trying again cannot help. One sentence for operators."""


class WebhookSecretError(ValueError):
    """The webhook's secret is missing or not made of what Telegram allows."""


class IntakeFullError(RuntimeError):
    """The bus is full, and no room came while we waited. Telegram sends the updates again."""
