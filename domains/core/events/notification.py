"""What the bot says about messages it sends by itself."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from domains.core.events.base import BaseEvent, Code, Details, ErrorText, Priority, UserId
from domains.core.events.frozen import FrozenDict
from domains.core.events.types import EventType
from domains.core.interfaces import EventPriority


class NotificationRequestedEvent(BaseEvent):
    """Somebody is to be told something. It is worded when it is sent."""

    event_type: ClassVar[str] = EventType.NOTIFICATION_REQUESTED
    source_service: ClassVar[str] = "notification"

    user_id: UserId
    notification_id: UUID
    kind: Code
    params: Details = Field(default_factory=FrozenDict)
    """What the text fills in, not escaped."""
    not_before: AwareDatetime | None = None


class NotificationDeliveredEvent(BaseEvent):
    """Telegram has taken the message."""

    event_type: ClassVar[str] = EventType.NOTIFICATION_DELIVERED
    source_service: ClassVar[str] = "notification"
    priority: Priority = EventPriority.LOW

    user_id: UserId
    notification_id: UUID
    kind: Code
    message_id: int | None = Field(default=None, ge=1, lt=2**63)


class NotificationFailedEvent(BaseEvent):
    """The message will not arrive: nobody tries again."""

    event_type: ClassVar[str] = EventType.NOTIFICATION_FAILED
    source_service: ClassVar[str] = "notification"

    user_id: UserId
    notification_id: UUID
    kind: Code
    reason: Code
    """`unreachable` when the person has blocked the bot, `refused`, `expired`."""
    message: ErrorText = ""
