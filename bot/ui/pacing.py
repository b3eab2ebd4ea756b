"""Tells a page in pieces, with the pauses that its author wrote. Skipped by any press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.ui.screen import Screen
from bot.ui.show import ScreenPainter
from domains.core.clock import Clock, sleep
from domains.core.tasks import TaskSupervisor

MAX_PAUSES = 2
"""Per page: each costs a call to Telegram."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A part of a page, and the pause after it."""

    screen: Screen
    seconds: float


class Pacer:
    """Paints what follows a page's first beat, in the background.

    It stops as soon as the chat's living screen is another one than the beat it painted last:
    the reader has skipped, or gone elsewhere.
    """

    def __init__(self, painter: ScreenPainter, supervisor: TaskSupervisor, clock: Clock) -> None:
        self._painter = painter
        self._supervisor = supervisor
        self._clock = clock

    def begin(
        self,
        chat_id: int,
        message_id: int,
        beats: Sequence[Beat],
        final: Screen,
        ended: Callable[[bool], Awaitable[None]],
    ) -> None:
        """Go on from the first of `beats`, which is painted.

        `ended` hears whether everything was told.
        """
        self._supervisor.spawn(
            f"story.pace.{chat_id}", self._run(chat_id, message_id, beats, final, ended)
        )

    async def _run(
        self,
        chat_id: int,
        message_id: int,
        beats: Sequence[Beat],
        final: Screen,
        ended: Callable[[bool], Awaitable[None]],
    ) -> None:
        is_told = False
        try:
            screens = [*(beat.screen for beat in beats[1:]), final]
            for beat, following in zip(beats, screens, strict=True):
                await sleep(self._clock, beat.seconds)
                if not await self._painter.shows_still(chat_id, message_id, beat.screen):
                    return
                await self._painter.edit(chat_id, message_id, following)
            is_told = True
        finally:
            await ended(is_told)
