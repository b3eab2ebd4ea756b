"""What the user module does when somebody was changed, here or by another instance."""

from __future__ import annotations

from domains.core import Scope, Subscription, reaction
from domains.core.events import (
    UserProfileUpdatedEvent,
    UserRoleChangedEvent,
    UserSubscriptionChangedEvent,
)
from domains.user.model import Recent


def subscriptions(recent: Recent) -> tuple[Subscription, ...]:
    """Everything the user module hears. Every instance, because each has its own memory."""

    async def forget(
        event: UserProfileUpdatedEvent | UserRoleChangedEvent | UserSubscriptionChangedEvent,
    ) -> None:
        recent.forget(event.user_id)

    return (
        reaction("user.forget_on_profile", UserProfileUpdatedEvent, forget, Scope.EVERY_INSTANCE),
        reaction("user.forget_on_role", UserRoleChangedEvent, forget, Scope.EVERY_INSTANCE),
        reaction(
            "user.forget_on_plan", UserSubscriptionChangedEvent, forget, Scope.EVERY_INSTANCE
        ),
    )
