"""What the gamification module does when something happens elsewhere."""

from __future__ import annotations

from domains.core import Subscription, Transaction, effect
from domains.core.events import (
    StoryChapterCompletedEvent,
    StoryDecisionMadeEvent,
    UserActivityDetectedEvent,
    UserProfileUpdatedEvent,
    UserRegisteredEvent,
    UserSubscriptionChangedEvent,
)
from domains.gamification.milestones.service import Milestones
from domains.gamification.rewards.service import Rewards
from domains.gamification.rules.service import Rulebook
from domains.gamification.streaks.care.service import FreezesOfPlans
from domains.gamification.streaks.service import Streaks


class Subscribers:
    """Applied once per event by the inbox, and once per cause by the ledger's keys."""

    def __init__(
        self,
        book: Rulebook,
        streaks: Streaks,
        rewards: Rewards,
        milestones: Milestones,
        care: FreezesOfPlans,
    ) -> None:
        self._milestones = milestones
        self._care = care
        self._book = book
        self._streaks = streaks
        self._rewards = rewards

    @property
    def subscriptions(self) -> tuple[Subscription, ...]:
        """Everything the module hears."""
        return (
            effect(
                "gamification.welcome_on_user_registered",
                UserRegisteredEvent,
                self.welcome_on_user_registered,
            ),
            effect(
                "gamification.award_points_on_decision_made",
                StoryDecisionMadeEvent,
                self.award_points_on_decision_made,
            ),
            effect(
                "gamification.award_points_on_chapter_completed",
                StoryChapterCompletedEvent,
                self.award_points_on_chapter_completed,
            ),
            effect(
                "gamification.keep_streak_on_activity",
                UserActivityDetectedEvent,
                self.keep_streak_on_activity,
            ),
            effect(
                "gamification.follow_timezone_on_profile_updated",
                UserProfileUpdatedEvent,
                self.follow_timezone_on_profile_updated,
            ),
            effect(
                "gamification.follow_plan_on_subscription_changed",
                UserSubscriptionChangedEvent,
                self.follow_plan_on_subscription_changed,
            ),
        )

    async def welcome_on_user_registered(
        self, event: UserRegisteredEvent, tx: Transaction
    ) -> None:
        await self._rewards.give(
            tx, event.user_id, self._book.now.welcome, "welcome", "welcome", event.timestamp
        )

    async def award_points_on_decision_made(
        self, event: StoryDecisionMadeEvent, tx: Transaction
    ) -> None:
        key = f"decision:{event.occasion or event.event_id}"
        await self._rewards.earn(tx, event.user_id, event.points, key, "decision", event.timestamp)

    async def award_points_on_chapter_completed(
        self, event: StoryChapterCompletedEvent, tx: Transaction
    ) -> None:
        if event.first_time:
            base, key = self._book.now.chapter_completed, f"chapter:{event.chapter_id}"
            await self._rewards.earn(
                tx, event.user_id, base, key, "chapter_completed", event.timestamp
            )

    async def keep_streak_on_activity(
        self, event: UserActivityDetectedEvent, tx: Transaction
    ) -> None:
        user_id, at = event.user_id, event.timestamp
        change = await self._streaks.act(tx, user_id, at, event.timezone)
        for day in change.active_days:
            base = self._book.now.daily_visit
            await self._rewards.earn(tx, user_id, base, f"visit:{day}", "daily_visit", at)
        bonus = await self._milestones.pay(tx, user_id, change, at)
        self._streaks.announce(tx, user_id, change, bonus)
        if change.active_days:
            await self._care.equip(tx, user_id, at)

    async def follow_timezone_on_profile_updated(
        self, event: UserProfileUpdatedEvent, tx: Transaction
    ) -> None:
        if event.timezone is not None:
            await self._streaks.move(tx, event.user_id, event.timestamp, event.timezone)

    async def follow_plan_on_subscription_changed(
        self, event: UserSubscriptionChangedEvent, tx: Transaction
    ) -> None:
        await self._rewards.follow_plan(tx, event.user_id, event.new_plan, event.timestamp)
