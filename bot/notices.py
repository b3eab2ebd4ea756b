"""What custodians, and players they did something for, are told. Put together here for the app."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.admin.subscribers import AdjustmentNotices
from bot.features.honours.subscribers import HonourNotices
from bot.features.mending.subscribers import MendingNotices
from bot.features.naming.subscribers import NamingNotices
from bot.features.pending.subscribers import PendingNotices
from bot.gateway.notifications import NotificationCenter
from bot.modules import Modules
from domains.core import Subscription


def staff_notices(
    notifications: NotificationCenter, modules: Modules, languages: Sequence[str]
) -> tuple[Subscription, ...]:
    """Everything that the custodians' desks cause to be told."""
    name = modules.gamification.service.achievement_name
    return (
        *AdjustmentNotices(notifications).subscriptions,
        *PendingNotices(notifications, modules.second_opinions).subscriptions,
        *HonourNotices(notifications, name, languages).subscriptions,
        *MendingNotices(notifications).subscriptions,
        *NamingNotices(notifications).subscriptions,
    )
