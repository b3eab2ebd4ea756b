"""What one running sandbox holds, and the few deeds that several parts share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.faults import Faults
from bot.sandbox.files import FileStore
from bot.sandbox.journal import Journal
from bot.sandbox.profile import Profile
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.world import Record, World
from domains.core.clock import SystemClock

JSON = dict[str, Any]

_EPOCH_2026 = 1_767_225_600


def first_number(clock: Clock) -> int:
    """A start for update and message ids that a restart does not repeat.

    A bot keeps ids in its database; a sandbox that began at 1 again would look like the past.
    """
    return max(int(clock.now().timestamp()) - _EPOCH_2026, 0)


@dataclass(slots=True)
class State:
    """One bot, its people, its queue. Used from one event loop, so nothing is locked."""

    clock: Clock = field(default_factory=SystemClock)
    token: str | None = None
    username: str = "diana_sandbox_bot"
    first_name: str = "Diana"
    journal: Journal = field(init=False)
    world: World = field(init=False)
    profile: Profile = field(init=False)
    updates: UpdateQueue = field(init=False)
    files: FileStore = field(default_factory=FileStore)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.journal = Journal(self.clock)
        self.updates = UpdateQueue(last_id=first_number(self.clock), changed=self.journal.changed)
        self.world = World(last_message_id=first_number(self.clock))
        self.world.settle()
        bot_id = int(self.token.partition(":")[0]) if self.token else 0
        self.profile = Profile(self._bot_user(bot_id))

    def _bot_user(self, bot_id: int) -> JSON:
        return {
            "id": bot_id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    def register(self, token: str) -> None:
        """Take this token as the bot's."""
        self.token = token
        self.profile.user["id"] = int(token.partition(":")[0])

    def timestamp(self) -> int:
        """Now, as the Bot API writes dates."""
        return int(self.clock.now().timestamp())

    def post(self, chat: int, sender: JSON, content: JSON, keyboard: JSON | None = None) -> Record:
        """Put a message into a chat and journal it."""
        record = self.world.add_message(chat, sender, self.timestamp(), content, keyboard)
        self.journal.add("message", chat, message=record.view())
        return record

    def send_update(self, kind: str, body: JSON, chat: int | None) -> int | None:
        """Queue an update for the bot; None when the bot asked not to get this kind."""
        if not self.updates.wanted(kind):
            self.journal.add("update", chat, update_id=None, type=kind, skipped="allowed_updates")
            return None
        return self.queue({kind: body}, chat)

    def queue(self, update: JSON, chat: int | None) -> int:
        """Queue a whole update, numbered or not, and journal it."""
        again = update.get("update_id", self.updates.last_id + 1) <= self.updates.last_id
        copies = 2 if self.faults.active and self.faults.take("duplicate_update") else 1
        for copy in range(copies):
            number = self.updates.add(update, chat, repeated=again or copy > 0)
            update = {**update, "update_id": number}
            kind = next((key for key in update if key != "update_id"), "unknown")
            self.journal.add("update", chat, update_id=number, type=kind)
        return int(update["update_id"])

    def reset(self) -> None:
        """A new world. The bot's own settings, webhook and all numbering stay."""
        self.world = World(last_message_id=self.world.last_message_id)
        self.world.settle()
        self.files = FileStore()
        self.faults = Faults()
        self.updates.clear()
        self.journal.clear()
        self.journal.add("reset", None)
