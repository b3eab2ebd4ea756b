"""Which subscriptions hear an event. Computed once per type, not once per event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domains.core.bus.subscription import Scope, Subscription
from domains.core.events.base import BaseEvent
from domains.core.interfaces import EventSubscriptionError


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """Everybody who hears a type, in the order they subscribed."""

    everybody: tuple[Subscription, ...]
    once: tuple[Subscription, ...]
    """Who hears it once per cluster."""
    everywhere: tuple[Subscription, ...]
    """Who hears it in every instance."""

    @classmethod
    def through(cls, subscriptions: tuple[Subscription, ...]) -> Route:
        """The route that these subscriptions make."""
        once = tuple(s for s in subscriptions if s.scope is Scope.ONCE_PER_CLUSTER)
        rest = tuple(s for s in subscriptions if s.scope is Scope.EVERY_INSTANCE)
        return cls(subscriptions, once, rest)


class Router:
    """Event type → route."""

    def __init__(self) -> None:
        self._subscriptions: dict[str, Subscription] = {}
        self._routes: dict[str, Route] = {}
        self.on_change: Callable[[], None] = lambda: None
        """Called when a route that was asked for may have become another one."""

    def add(self, subscription: Subscription) -> None:
        """Raises EventSubscriptionError when the name is taken."""
        if subscription.name in self._subscriptions:
            raise EventSubscriptionError(f"subscription {subscription.name!r} exists already")
        self._subscriptions[subscription.name] = subscription
        self._routes = {}
        self.on_change()

    def remove(self, name: str) -> bool:
        """False when there is no such subscription."""
        self._routes = {}
        removed = self._subscriptions.pop(name, None)
        self.on_change()
        return removed is not None

    def of(self, event_type: str) -> Route:
        """Everybody who hears this type."""
        try:
            return self._routes[event_type]
        except KeyError:
            hearing = tuple(s for s in self._subscriptions.values() if s.matches(event_type))
            route = self._routes[event_type] = Route.through(hearing)
            return route

    def hearing(self, event: BaseEvent) -> Route:
        """Everybody who hears this very event: some are meant for chosen services only."""
        route = self.of(event.event_type)
        if event.target_services is None:
            return route
        chosen = event.target_services
        return Route.through(tuple(s for s in route.everybody if s.service in chosen))

    @property
    def by_name(self) -> dict[str, Subscription]:
        """All of them, in the order they subscribed."""
        return self._subscriptions
