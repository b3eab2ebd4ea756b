from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from bot.intake.tables import lane, update
from domains.core import Kernel


class Handler:
    """Notes what it is fed; may be told to misbehave."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.by_user: dict[int, list[int]] = {}

    async def __call__(self, update: Any, raw: Mapping[str, Any]) -> None:
        self.seen.append(update.update_id)
        if update.message is not None:
            self.by_user.setdefault(update.message.from_user.id, []).append(update.update_id)


async def until(
    condition: Callable[[], object], meanwhile: Callable[[], None] | None = None
) -> None:
    """Let the loop run until the condition holds; `meanwhile` may move the clock."""
    async with asyncio.timeout(10):
        while not condition():
            if meanwhile is not None:
                meanwhile()
            await asyncio.sleep(0.001)


def message(update_id: int, user_id: int = 7, text: str = "hello") -> dict[str, Any]:
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_772_000_000,
            "chat": {"id": user_id, "type": "private", "first_name": "Ada"},
            "from": {"id": user_id, "is_bot": False, "first_name": "Ada"},
            "text": text,
        },
    }


def pre_checkout(update_id: int, user_id: int = 7) -> dict[str, Any]:
    return {
        "update_id": update_id,
        "pre_checkout_query": {
            "id": "1",
            "from": {"id": user_id, "is_bot": False, "first_name": "Ada"},
            "currency": "XTR",
            "total_amount": 10,
            "invoice_payload": "order",
        },
    }


async def states(kernel: Kernel) -> dict[int, tuple[str, int]]:
    async with kernel.uow.reading() as tx:
        rows = await tx.execute(sa.select(update.c.update_id, update.c.state, update.c.attempts))
        return {row.update_id: (row.state, row.attempts) for row in rows}


async def open_lanes(kernel: Kernel) -> int:
    async with kernel.uow.reading() as tx:
        return int(await tx.scalar(sa.select(sa.func.count()).select_from(lane)))
