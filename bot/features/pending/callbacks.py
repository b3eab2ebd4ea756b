"""Callbacks of what waits. They carry the id; the service checks every right again."""

from __future__ import annotations

from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class OpenPending(CallbackData, prefix="po"):
    """Show one."""

    id: UUID


class ConfirmPending(CallbackData, prefix="py"):
    """Say yes."""

    id: UUID


class DeclinePending(CallbackData, prefix="pn"):
    """Ask why not."""

    id: UUID


class WithdrawPending(CallbackData, prefix="pw"):
    """Take one's own request back."""

    id: UUID
