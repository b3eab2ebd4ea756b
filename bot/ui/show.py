"""Brings a screen into a chat: edits the living message, or sends a new one.

A person who presses a button sees that message change; a person who typed a command sees
the answer below it. What is no longer there, no longer ours or not modified is no error.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaPhoto, Message

from bot.ui.repository import LivingScreen, Screens
from bot.ui.screen import Screen

log = structlog.get_logger(__name__)

_UNCHANGED = "message is not modified"
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "there is no text in the message",
    "there is no caption in the message",
    "message identifier is not specified",
    "invalid reply_markup",
)


class ScreenPainter:
    """Shows screens in private chats, where chat and person have the same id."""

    def __init__(self, bot: Bot, screens: Screens) -> None:
        self._bot = bot
        self._screens = screens

    async def send(self, chat_id: int, screen: Screen) -> int:
        """Send a screen as a new message and make it the living one. Returns its id."""
        message = await self._send(chat_id, screen)
        await self._screens.remember(
            LivingScreen(chat_id, message.message_id, screen.mark, screen.picture is not None)
        )
        return message.message_id

    async def announce(self, chat_id: int, screen: Screen) -> None:
        """Send a screen that stands by itself: whatever is open stays the living one."""
        await self._send(chat_id, screen)

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> int:
        """Turn a message into the screen; send a new one where Telegram does not allow it.

        Returns the id of the message that shows the screen now.
        """
        living = await self._screens.of(chat_id)
        if living is not None and living.message_id == message_id:
            had_picture = living.has_picture
        else:
            had_picture = screen.picture is not None
        if not await self._edit(chat_id, message_id, screen, had_picture=had_picture):
            now_id = await self.send(chat_id, screen)
            await self._remove(chat_id, message_id)
            return now_id
        now = LivingScreen(chat_id, message_id, screen.mark, screen.picture is not None)
        if living != now:
            await self._screens.remember(now)
        return message_id

    async def shows(self, chat_id: int, name: str) -> bool:
        """Is this screen the chat's living message?"""
        living = await self._screens.of(chat_id)
        return living is not None and living.shows(name)

    async def shows_still(self, chat_id: int, message_id: int, screen: Screen) -> bool:
        """Is exactly this state of the screen the chat's living message, in this message?"""
        living = await self._screens.of(chat_id)
        return (
            living is not None and living.message_id == message_id and living.mark == screen.mark
        )

    async def below(self, chat_id: int, message_id: int, name: str) -> LivingScreen | None:
        """The living message, if it shows this screen below a message; else None."""
        living = await self._screens.of(chat_id)
        if living is None or not living.shows(name) or living.message_id <= message_id:
            return None
        return living

    async def refresh(self, chat_id: int, screen: Screen) -> None:
        """Repaint the living message if it still shows this screen; otherwise do nothing."""
        living = await self._screens.of(chat_id)
        if living is not None and living.shows(screen.name):
            await self._edit(chat_id, living.message_id, screen, had_picture=living.has_picture)

    async def retire(self, chat_id: int, message_id: int, text: str | None = None) -> None:
        """Leave a message as history: without buttons, optionally with its final words."""
        if text is None:
            await self._strip(chat_id, message_id)
            return
        await self._tolerate(
            self._bot.edit_message_text(text=text, chat_id=chat_id, message_id=message_id)
        )

    async def _send(self, chat_id: int, screen: Screen) -> Message:
        try:
            return await self._send_as_is(chat_id, screen)
        except TelegramBadRequest as error:
            # Coloured buttons are Bot API 9.4; an older server may refuse the whole keyboard.
            if "reply_markup" not in error.message or not screen.is_styled:
                raise
            return await self._send_as_is(chat_id, screen.unstyled())

    async def _send_as_is(self, chat_id: int, screen: Screen) -> Message:
        if screen.picture is None:
            return await self._bot.send_message(chat_id, screen.text, reply_markup=screen.markup())
        return await self._bot.send_photo(
            chat_id,
            BufferedInputFile(screen.picture.data, screen.picture.filename),
            caption=screen.text,
            reply_markup=screen.markup(),
        )

    async def _edit(
        self, chat_id: int, message_id: int, screen: Screen, *, had_picture: bool
    ) -> bool:
        if had_picture != (screen.picture is not None):
            return False  # Telegram cannot turn a text into a photo or back
        if screen.picture is None:
            return await self._tolerate(
                self._bot.edit_message_text(
                    text=screen.text,
                    chat_id=chat_id,
                    message_id=message_id,
                    reply_markup=screen.markup(),
                )
            )
        return await self._tolerate(
            self._bot.edit_message_media(
                media=InputMediaPhoto(
                    media=BufferedInputFile(screen.picture.data, screen.picture.filename),
                    caption=screen.text,
                ),
                chat_id=chat_id,
                message_id=message_id,
                reply_markup=screen.markup(),
            )
        )

    async def _remove(self, chat_id: int, message_id: int) -> None:
        """Take a replaced screen away; one too old for that loses its buttons."""
        if not await self._tolerate(self._bot.delete_message(chat_id, message_id)):
            await self._strip(chat_id, message_id)

    async def _strip(self, chat_id: int, message_id: int) -> None:
        await self._tolerate(
            self._bot.edit_message_reply_markup(
                chat_id=chat_id, message_id=message_id, reply_markup=None
            )
        )

    @staticmethod
    async def _tolerate(call: Awaitable[object]) -> bool:
        """True when the message shows what it should; False when it cannot be edited."""
        try:
            await call
        except TelegramBadRequest as error:
            reason = error.message.lower()
            if _UNCHANGED in reason:
                return True
            if any(gone in reason for gone in _GONE):
                log.debug("screen.gone", reason=reason)
                return False
            raise
        return True


class Announcer:
    """The painter as the notifications' sender sees it."""

    def __init__(self, painter: ScreenPainter) -> None:
        self._painter = painter

    async def send(self, chat_id: int, screen: Screen) -> None:
        """Send without touching the living screen."""
        await self._painter.announce(chat_id, screen)


def fits_together(screen: Screen, additions: Sequence[str]) -> bool:
    """Do these lines still fit under the screen's text? Telegram counts UTF-16 units."""
    limit = 1_024 if screen.picture is not None else 4_096
    text = "\n".join([screen.text, *additions])
    return len(text.encode("utf-16-le")) // 2 <= limit
