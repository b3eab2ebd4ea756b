"""Trouble on request: what a network and Telegram do to a bot on a bad day."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import ApiError, SimError, forbidden, too_many_requests

JSON = dict[str, Any]

KINDS = {
    "429": "refuse calls with Too Many Requests: `count` of them, or all for `seconds`",
    "500": "answer Internal Server Error without doing anything",
    "lost_answer": "do what was asked, then answer Internal Server Error",
    "403": "refuse calls to a chat as if the person had blocked the bot",
    "latency": "answer each call `seconds` later; 0 ends it",
    "duplicate_update": "deliver the next update twice",
    "drop_webhook": "lose the next webhook delivery on its way; it is repeated",
    "lost_webhook_answer": "deliver the next webhook, lose its answer; it is repeated",
    "limits": "enforce Telegram's limits: one message a second per chat, 30 a second overall",
}
MESSAGES_A_SECOND = 30
"""To all chats together; to one chat it is one."""
_LASTING = {"429", "latency", "limits"}
"""Without a count these last: 429 for its seconds, the others until removed."""
_EXEMPT = {"getUpdates", "getMe", "setWebhook", "deleteWebhook", "getWebhookInfo"}
"""Calls that a fault hits only when it names them: a bot must be able to start."""


@dataclass(slots=True)
class Fault:
    """One kind of trouble, for the next `count` matching calls (None: until removed)."""

    kind: str
    count: int | None
    seconds: float = 1.0
    method: str | None = None
    chat: int | None = None
    until: float = math.inf
    """Monotonic time at which the fault ends by itself."""

    def matches(self, method: str, chat: int | None) -> bool:
        """Whether a call is hit."""
        if self.chat is not None and self.chat != chat:
            return False
        if self.method is None:
            return method not in _EXEMPT
        return self.method.lower() == method.lower()

    def as_json(self) -> JSON:
        """As shown by /sim/state."""
        return {
            "kind": self.kind,
            "count": self.count,
            "seconds": self.seconds,
            "method": self.method,
            "chat": self.chat,
        }


@dataclass(slots=True)
class Faults:
    """The faults in force, and the counters of the real limits."""

    active: list[Fault] = field(default_factory=list)
    _sent: deque[float] = field(default_factory=deque)
    _sent_to: dict[int, float] = field(default_factory=lambda: defaultdict(lambda: float("-inf")))

    def add(self, request: JSON) -> Fault:
        """Put a fault in force, or say in words what is wrong with it."""
        kind = str(request.get("kind", ""))
        if kind not in KINDS:
            raise SimError(400, f"unknown fault {kind!r}", kinds=KINDS)
        count = request.get("count", None if kind in _LASTING else 1)
        try:
            fault = Fault(
                kind,
                None if count is None else int(count),
                float(request.get("seconds", 1.0)),
                request.get("method"),
                None if request.get("chat") is None else int(request["chat"]),
            )
        except (TypeError, ValueError):
            raise SimError(400, "count and chat are integers, seconds is a number") from None
        if kind == "429" and fault.count is None:
            fault.until = time.monotonic() + fault.seconds
        if kind in _LASTING:
            self.active = [other for other in self.active if other.kind != kind]
        if fault.seconds > 0:
            self.active.append(fault)
        return fault

    def in_force(self) -> list[Fault]:
        """Those that have not ended."""
        now = time.monotonic()
        self.active = [fault for fault in self.active if fault.until > now]
        return self.active

    def clear(self) -> None:
        """No more trouble."""
        self.active.clear()

    def take(self, kind: str, method: str = "", chat: int | None = None) -> Fault | None:
        """Use up one occurrence of a fault, if one matches."""
        for fault in self.in_force():
            if fault.kind == kind and (not method or fault.matches(method, chat)):
                if fault.count is not None:
                    fault.count -= 1
                    if fault.count <= 0:
                        self.active.remove(fault)
                return fault
        return None

    def delay(self, method: str, chat: int | None) -> float:
        """Seconds by which this call is held up."""
        fault = self.take("latency", method, chat) if self.active else None
        return fault.seconds if fault else 0.0

    def before(self, method: str, chat: int | None) -> None:
        """Raise the refusal that this call meets."""
        if not self.active:
            return
        if fault := self.take("429", method, chat):
            left = min(fault.until - time.monotonic(), fault.seconds)
            raise too_many_requests(max(1, math.ceil(left)))
        if self.take("500", method, chat):
            raise ApiError(500, "Internal Server Error")
        if chat is not None and self.take("403", method, chat):
            raise forbidden("bot was blocked by the user")
        if chat is not None and method.startswith(("send", "copy", "forward")):
            self._limit(method, chat)

    def after(self, method: str, chat: int | None) -> None:
        """Raise when the answer of a call that was carried out is to be lost."""
        if self.active and self.take("lost_answer", method, chat):
            raise ApiError(500, "Internal Server Error")

    def _limit(self, method: str, chat: int) -> None:
        if method in ("sendChatAction", "sendMessageDraft") or not any(
            fault.kind == "limits" for fault in self.active
        ):
            return
        now = time.monotonic()
        while self._sent and now - self._sent[0] >= 1.0:
            self._sent.popleft()
        if now - self._sent_to[chat] < 1.0 or len(self._sent) >= MESSAGES_A_SECOND:
            raise too_many_requests(1)
        self._sent.append(now)
        self._sent_to[chat] = now
