from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from domains.core import Kernel
from domains.core.clock import VirtualClock
from tests.support.schema import create_schema


class Handler:
    """Notes what it is fed; may be told to misbehave."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.by_user: dict[int, list[int]] = {}

    async def __call__(self, update: Any, raw: Mapping[str, Any]) -> None:
        self.seen.append(update.update_id)
        if update.message is not None:
            self.by_user.setdefault(update.message.from_user.id, []).append(update.update_id)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def kernel(database_url: str, clock: VirtualClock) -> AsyncIterator[Kernel]:
    kernel = Kernel.open(database_url, clock)
    await create_schema(kernel.database)
    await kernel.bus.initialize()
    yield kernel
    await kernel.close()


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
