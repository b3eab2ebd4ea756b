"""Which schedules run. CHAOS_SEED=17 repeats one, CHAOS_SCHEDULES=5000 runs more of each kind."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable

PORTION = 10
"""Schedules in one test: opening a database takes longer than living through one."""


def portions(count: int) -> list[range]:
    """The seeds of each test, `count` in all unless the environment says otherwise."""
    if seed := os.environ.get("CHAOS_SEED"):
        return [range(int(seed), int(seed) + 1)]
    count = int(os.environ.get("CHAOS_SCHEDULES", count))
    return [range(start, min(start + PORTION, count)) for start in range(0, count, PORTION)]


def name(seeds: range) -> str:
    return f"seed{seeds.start}-{seeds.stop - 1}"


async def each(seeds: Iterable[int], live: Callable[[int], Awaitable[None]]) -> None:
    """Live through every schedule; a failure tells how to see it again."""
    for seed in seeds:
        try:
            await live(seed)
        except BaseException as error:
            error.add_note(f"to see it again: CHAOS_SEED={seed}")
            raise
