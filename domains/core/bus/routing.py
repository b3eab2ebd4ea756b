"""Which subscriptions hear an event. Computed once per type, not once per event."""

from __future__ import annotations

from domains.core.bus.subscription import Subscription
from domains.core.events.base import BaseEvent
from domains.core.interfaces import EventSubscriptionError


class Router:
    """Event type → subscriptions, in the order they subscribed."""

    def __init__(self) -> None:
        self._subscriptions: dict[str, Subscription] = {}
        self._routes: dict[str, tuple[Subscription, ...]] = {}

    def add(self, subscription: Subscription) -> None:
        """Raises EventSubscriptionError when the name is taken."""
        if subscription.name in self._subscriptions:
            raise EventSubscriptionError(f"subscription {subscription.name!r} exists already")
        self._subscriptions[subscription.name] = subscription
        self._routes.clear()

    def remove(self, name: str) -> bool:
        """False when there is no such subscription."""
        self._routes.clear()
        return self._subscriptions.pop(name, None) is not None

    def of(self, event_type: str) -> tuple[Subscription, ...]:
        """Everybody who hears this type."""
        try:
            return self._routes[event_type]
        except KeyError:
            route = tuple(s for s in self._subscriptions.values() if s.matches(event_type))
            self._routes[event_type] = route
            return route

    def hearing(self, event: BaseEvent) -> list[Subscription]:
        """Everybody who hears this very event: some are meant for chosen services only."""
        route = self.of(event.event_type)
        if event.target_services is None:
            return list(route)
        return [s for s in route if s.service in event.target_services]

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """All of them, in the order they subscribed."""
        return tuple(self._subscriptions.values())
