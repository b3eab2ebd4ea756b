"""Who does not receive our messages, so that nobody is called in vain."""

from __future__ import annotations

import structlog

from bot.gateway import repository
from domains.core import UnitOfWork

log = structlog.get_logger(__name__)


class Reachability:
    """Remembers chats that refused us. A chat is reachable until it says otherwise."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    async def note(self, chat_id: int, *, reachable: bool, reason: str = "blocked") -> bool:
        """A person blocked the bot or came back. True when that changed what we knew."""
        async with self._uow() as tx:
            if reachable:
                changed = await repository.mark_reachable(tx, chat_id)
            else:
                changed = await repository.mark_unreachable(tx, chat_id, reason)
        if changed:
            log.info("chat.reachability", chat_id=chat_id, reachable=reachable, reason=reason)
        return changed

    async def is_reachable(self, chat_id: int) -> bool:
        """Would a message be delivered, as far as we know?"""
        async with self._uow.reading() as tx:
            return await repository.is_reachable(tx, chat_id)
