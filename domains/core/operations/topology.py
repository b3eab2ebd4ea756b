"""Who publishes what to whom, as it is wired."""

from __future__ import annotations

from collections.abc import Collection

from domains.core.bus.subscription import Subscription
from domains.core.events.factory import EventFactory
from domains.core.operations.model import Listener, Route, Topology


def topology(subscriptions: Collection[Subscription], factory: EventFactory) -> Topology:
    """Every subscription, and for every registered type who hears it."""
    return Topology(
        listeners=tuple(_listener(subscription) for subscription in subscriptions),
        routes=tuple(
            Route(
                event_type,
                factory.class_of(event_type).source_service,
                tuple(each.name for each in subscriptions if each.matches(event_type)),
            )
            for event_type in factory.list_types()
        ),
    )


def _listener(subscription: Subscription) -> Listener:
    kind = "reaction" if subscription.handle_in_transaction is None else "effect"
    return Listener(
        subscription.name,
        subscription.service,
        subscription.patterns,
        subscription.scope.value,
        kind,
    )
