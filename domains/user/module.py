"""The user module, assembled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from domains.core import (
    BaseEvent,
    Kernel,
    Subscription,
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
    UserRoleChangedEvent,
    UserSubscriptionChangedEvent,
)
from domains.user.model import RECENT_SIZE, Preferences, Recent
from domains.user.service import UserService
from domains.user.standing.service import StandingService
from domains.user.subscribers import subscriptions

PUBLISHES: tuple[type[BaseEvent], ...] = (
    UserRegisteredEvent,
    UserProfileUpdatedEvent,
    UserActivityDetectedEvent,
    UserRoleChangedEvent,
    UserSubscriptionChangedEvent,
)


@dataclass(frozen=True, slots=True)
class UserModule:
    """Publishes `user.*`. Call `standing.ensure_owners()` once the bus runs."""

    users: UserService
    standing: StandingService
    subscriptions: tuple[Subscription, ...]
    publishes: tuple[type[BaseEvent], ...] = PUBLISHES


def build(
    kernel: Kernel, preferences: Preferences | None = None, owner_ids: Collection[int] = ()
) -> UserModule:
    """Assemble the module; `owner_ids` are the settings' owners."""
    # On PostgreSQL there may be other instances. Broadcasts tell of their changes, but somebody's
    # next update may be here before the broadcast of what the last one changed: a language just
    # chosen would seem forgotten. One lookup by primary key costs less than that.
    recent = Recent(RECENT_SIZE if kernel.database.dialect == "sqlite" else 0)
    return UserModule(
        users=UserService(
            kernel.uow, kernel.clock, preferences or Preferences(), recent, owner_ids
        ),
        standing=StandingService(kernel.uow, recent, owner_ids),
        subscriptions=subscriptions(recent),
    )
