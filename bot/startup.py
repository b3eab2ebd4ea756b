"""From the command line into the event loop: settings first, then the work."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.errors import StartupError
from bot.logs import configure_logs
from bot.settings import Settings

T = TypeVar("T")


def read_settings() -> Settings:
    """Settings from the environment; logs are configured on the way.

    Raises StartupError that names the setting which is wrong.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise StartupError(f"{name}: {reason}" if name else reason) from None
    configure_logs(settings.log_level, settings.log_format)
    return settings


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` on a fresh, fast event loop."""
    factory = None
    if sys.platform != "win32":
        import uvloop

        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(work)
