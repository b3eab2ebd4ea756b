"""Callbacks of the numbers. They carry handles and the version that was shown."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class OpenRules(CallbackData, prefix="ru"):
    """List the sections."""


class OpenSection(CallbackData, prefix="rs"):
    """List a section's numbers."""

    section: str


class OpenRule(CallbackData, prefix="ro"):
    """Show one number."""

    rule: str


class EditRule(CallbackData, prefix="re"):
    """Wait for another value; with `reset`, the one it was shipped with."""

    rule: str
    version: int
    reset: bool


class ConfirmRule(CallbackData, prefix="ry"):
    """Change what the dialog holds. `nonce` ties the button to that dialog."""

    nonce: str
