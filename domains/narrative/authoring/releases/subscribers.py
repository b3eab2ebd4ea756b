"""A release's time has come."""

from __future__ import annotations

from domains.core import StoryPublicationDueEvent, Subscription, Transaction, effect
from domains.narrative.authoring.releases.service import Releases


class DueReleases:
    """Publishes what was scheduled, exactly once."""

    def __init__(self, releases: Releases) -> None:
        self._releases = releases

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (effect("narrative.publish_due", StoryPublicationDueEvent, self._publish),)

    async def _publish(self, event: StoryPublicationDueEvent, tx: Transaction) -> None:
        await self._releases.publish_due(tx, event.release_id)
