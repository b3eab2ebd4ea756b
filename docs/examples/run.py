"""Runs the examples: `python docs/examples/run.py` from the project's folder."""

from __future__ import annotations

import ast
import asyncio
import inspect
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from domains.core import PointsAwardedEvent  # noqa: E402 - found through the line above

EXAMPLES = ("basic_publishing.py", "event_handler.py")


async def run(replace: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run both in one namespace, publish once more, shut down. Returns the namespace.

    `replace` changes their text first: another address, say.
    """
    names: dict[str, Any] = {}
    try:
        for example in EXAMPLES:
            text = (HERE / example).read_text(encoding="utf-8")
            for old, new in (replace or {}).items():
                text = text.replace(old, new)
            await _execute(text, example, names)
        event_bus = names["event_bus"]
        await event_bus.publish(
            PointsAwardedEvent(user_id=12345, points_amount=100, action_type="story_completion")
        )
        await event_bus.settle()
    finally:
        if "event_bus" in names:
            await names["event_bus"].shutdown()
    return names


async def _execute(text: str, name: str, names: dict[str, Any]) -> None:
    code = compile(text, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    running = eval(code, names)  # noqa: S307 - our own files
    if inspect.isawaitable(running):
        await running


if __name__ == "__main__":
    asyncio.run(run())
