"""Where the documents about events come from: the program as it is wired.

`python -m bot events catalogue --write` writes them into `docs/reference`.
"""

from __future__ import annotations

from pathlib import Path

from bot.app import assembled
from bot.settings import Settings
from domains.core import CATALOGUE
from domains.core.catalogue.wiring import Wiring
from domains.core.clock import SystemClock

FOLDER = Path(__file__).parents[1] / "docs" / "reference"


async def wiring() -> Wiring:
    """Put the whole program together and look who publishes and who listens."""
    async with assembled(Settings(_env_file=None), SystemClock()) as app:
        subscriptions = await app.kernel.bus.get_active_subscriptions()
        return Wiring.of(CATALOGUE, app.modules.publications, subscriptions)
