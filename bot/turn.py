"""One update being answered: who, in which language, and how the answer reaches the chat.

A handler gets a `Turn`, calls one service and shows one screen. The turn answers the button
at once, waits a moment for what the call has caused, and puts the rewards into the same
message; what settles later arrives as a notification. Each reward is told exactly once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.gateway.notifications import Notification
from bot.i18n import Translator
from bot.ui.pacing import Beat, Pacer
from bot.ui.rewards import reward_lines
from bot.ui.screen import Picture, Screen
from bot.ui.show import ScreenPainter, fits_together
from domains.core import EventBus
from domains.user.model import PLAYER, UserContext

CONSEQUENCES_SECONDS = 0.3
"""How long an answer waits for what it has caused; longer would feel slow."""


class Rewards(Protocol):
    """The durable notifications, as far as a turn needs them."""

    async def claim_for_turn(
        self, user_id: int, correlation_id: str
    ) -> Sequence[Notification]: ...

    async def shown(self, ids: Sequence[int]) -> None: ...

    async def give_back(self, ids: Sequence[int]) -> None: ...


@dataclass(frozen=True, slots=True)
class TurnTools:
    """What every turn of this process shares."""

    bot: Bot
    bus: EventBus
    painter: ScreenPainter
    rewards: Rewards
    pacer: Pacer


class Turn:
    """The answer to one update of one person."""

    def __init__(
        self,
        tools: TurnTools,
        event: Message | CallbackQuery | None,
        user: UserContext,
        t: Translator,
        update_id: int,
    ) -> None:
        self._tools = tools
        self._query = event if isinstance(event, CallbackQuery) else None
        self._answered = False
        self.user = user
        self.t = t
        self.correlation_id = f"update:{update_id}"

    @property
    def is_staff(self) -> bool:
        """May this person see the custodian's desk? The desk itself checks again."""
        return self.user.role != PLAYER

    def speak(self, t: Translator) -> None:
        """Answer in another language from now on."""
        self.user = replace(self.user, language=t.language)
        self.t = t

    @property
    def pressed_message_id(self) -> int | None:
        """The message whose button was pressed, if this is a press and it is still there."""
        if self._query is None or self._query.message is None:
            return None
        return self._query.message.message_id

    async def toast(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answer the button: silently, with a toast, or with an alert. Only once counts."""
        if self._query is None or self._answered:
            return
        self._answered = True
        try:
            await self._tools.bot.answer_callback_query(
                self._query.id, text=text, show_alert=alert
            )
        except TelegramBadRequest as error:
            # Too old to be answered: a replay after a crash. The screen still follows.
            if "query is too old" not in error.message:
                raise

    async def settle(self) -> None:
        """Wait a moment for what this turn has caused, before reading what it changed."""
        await self._tools.bus.consequences(self.correlation_id, CONSEQUENCES_SECONDS)

    async def show(
        self,
        screen: Screen,
        *,
        below: bool = False,
        picture: Picture | None = None,
        beats: Sequence[Beat] = (),
    ) -> None:
        """Show the screen: on the pressed message, or as a new one `below` it.

        A screen that stands below the pressed message already (a double tap, a replay after a
        crash) is repainted there instead of being sent twice, and left alone, with the rewards
        it tells, when this turn has nothing to add. Raises whatever sending raises; the rewards
        then go out as notifications.

        A `picture` goes before a screen that is sent as a new message. `beats` are shown one
        after the other before the screen itself, while this turn is over already.
        """
        await self.toast()
        await self.settle()
        rewards = await self._tools.rewards.claim_for_turn(self.user.id, self.correlation_id)
        ids = [reward.id for reward in rewards]
        try:
            final, *more = _with_rewards(screen, reward_lines(rewards, self.t))
            first = beats[0].screen if beats and not more else final
            shown = await self._paint(first, below=below, is_told=not rewards, picture=picture)
            for following in more:
                await self._tools.bot.send_message(self.user.id, following.text)
        except BaseException:
            await self._tools.rewards.give_back(ids)
            raise
        if first is final or shown is None:
            await self._tools.rewards.shown(ids)
        else:
            self._tools.pacer.begin(self.user.id, shown, beats, final, self._settled(ids))

    async def say(self, text: str) -> None:
        """A plain line below everything, e.g. a question to be answered by typing."""
        await self.toast()
        await self._tools.bot.send_message(self.user.id, text)

    async def retire_pressed(self, text: str | None = None) -> None:
        """Leave the pressed message as history: no buttons, optionally its final words."""
        if self.pressed_message_id is not None:
            await self._tools.painter.retire(self.user.id, self.pressed_message_id, text)

    def _settled(self, ids: Sequence[int]) -> Callable[[bool], Awaitable[None]]:
        rewards = self._tools.rewards

        async def settle(is_told: bool) -> None:  # a callback's one argument
            await (rewards.shown(ids) if is_told else rewards.give_back(ids))

        return settle

    async def _paint(
        self, first: Screen, *, below: bool, is_told: bool, picture: Picture | None
    ) -> int | None:
        """The message that shows it now; None when it was left as it stood."""
        target = self.pressed_message_id
        if target is not None and below:
            living = await self._tools.painter.below(self.user.id, target, first.name)
            if living is not None and living.mark == first.mark and is_told:
                return None
            target = living.message_id if living is not None else None
        if target is not None:
            return await self._tools.painter.edit(self.user.id, target, first)
        if picture is not None:
            file = BufferedInputFile(picture.data, picture.filename)
            await self._tools.bot.send_photo(self.user.id, file, caption=picture.alt)
        return await self._tools.painter.send(self.user.id, first)


def _with_rewards(screen: Screen, lines: Sequence[str]) -> Sequence[Screen]:
    if not lines:
        return [screen]
    block = "\n".join(["", *lines])
    if fits_together(screen, [block]):
        return [replace(screen, text=f"{screen.text}\n{block}")]
    return [screen, Screen("rewards", "\n".join(lines))]
