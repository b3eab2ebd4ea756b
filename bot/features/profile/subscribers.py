"""An open profile shows what has just changed."""

from __future__ import annotations

from bot.features.profile import views
from bot.goals import Glances
from bot.i18n import Translators
from bot.ui.cards import Studio
from bot.ui.show import ScreenPainter
from domains.core import PointsAwardedEvent, PointsDeductedEvent, Subscription, reaction
from domains.user.service import UserService


class ProfileRefresh:
    """Repaints the living message of a player whose balance moved, if it is the profile."""

    def __init__(
        self,
        users: UserService,
        glances: Glances,
        studio: Studio,
        painter: ScreenPainter,
        translators: Translators,
    ) -> None:
        self._users = users
        self._glances = glances
        self._studio = studio
        self._painter = painter
        self._translators = translators

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """What the bus must deliver here."""
        return (
            reaction("bot.refresh_profile_on_award", PointsAwardedEvent, self._refresh),
            reaction("bot.refresh_profile_on_deduction", PointsDeductedEvent, self._refresh),
        )

    async def _refresh(self, event: PointsAwardedEvent | PointsDeductedEvent) -> None:
        if not await self._painter.shows(event.user_id, "profile"):
            return
        person = await self._users.get(event.user_id)
        if person is None:
            return
        t = self._translators.of(person.language or person.language_code)
        glance = await self._glances.of(person.id)
        card = await self._studio.draw(views.profile_card(person.short_name, glance, t))
        await self._painter.refresh(person.id, views.profile(person.short_name, glance, t, card))
