"""The reference documents about events, made from the program as it is wired.

    python -m bot.reference

writes `docs/reference`.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bot.app import App
from bot.gateway.session import TELEGRAM, open_bot
from bot.settings import Settings
from domains.core import CATALOGUE, Kernel
from domains.core.catalogue.documents import documents, write
from domains.core.catalogue.wiring import Wiring
from domains.core.clock import SystemClock

log = structlog.get_logger(__name__)

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
NOBODY = f"1:{'x' * 35}"
"""Has the shape of a token and opens nothing."""


async def wiring() -> Wiring:
    """Put the whole program together, on an empty database, and look who listens."""
    with TemporaryDirectory() as folder:
        kernel = Kernel.open(f"sqlite:///{folder}/reference.db", SystemClock())
        bot = open_bot(NOBODY, TELEGRAM, kernel)
        try:
            app = App(Settings(_env_file=None), kernel, bot)
            subscriptions = await kernel.bus.get_active_subscriptions()
            return Wiring.of(CATALOGUE, app.modules.publications, subscriptions)
        finally:
            await kernel.close()
            await bot.session.close()


def main() -> None:
    """Bring `docs/reference` up to date."""
    changed = write(FOLDER, documents(asyncio.run(wiring())))
    log.info("reference.written", folder=str(FOLDER), changed=changed)


if __name__ == "__main__":
    main()
