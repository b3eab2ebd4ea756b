"""What the shop asks. An active player earns 300 to 500 besitos a day."""

from __future__ import annotations

from domains.gamification.shop.model import Offer, PeriodLimit, Requires, Shelf

SHELF = Shelf(
    (
        Offer(
            item="spare_minute",
            category="time",
            price=200,
            per_period=PeriodLimit(period="week", count=2),
        ),
        Offer(
            item="stopped_watch",
            category="time",
            price=500,
            requires=Requires(level=5),
            per_period=PeriodLimit(period="week", count=1),
        ),
        Offer(
            item="strong_coffee",
            category="glow",
            price=90,
            per_period=PeriodLimit(period="day", count=3),
        ),
        Offer(
            item="double_candle",
            category="glow",
            price=300,
            per_period=PeriodLimit(period="day", count=1),
        ),
        Offer(
            item="red_lantern",
            category="glow",
            price=450,
            requires=Requires(plans=("vip", "premium")),
            per_period=PeriodLimit(period="day", count=1),
        ),
        Offer(item="title_guest", category="wear", price=150, per_user=1),
        Offer(
            item="title_nightowl",
            category="wear",
            price=600,
            per_user=1,
            requires=Requires(level=4),
        ),
        Offer(
            item="title_keyholder",
            category="wear",
            price=2_500,
            per_user=1,
            requires=Requires(level=8, item="side_key"),
        ),
        Offer(
            item="title_thirteenth",
            category="wear",
            price=6_000,
            stock=13,
            per_user=1,
            requires=Requires(level=10),
        ),
        Offer(item="frame_velvet", category="wear", price=350, per_user=1),
        Offer(
            item="frame_brass", category="wear", price=900, per_user=1, requires=Requires(level=6)
        ),
        Offer(
            item="hatbox",
            category="boxes",
            price=150,
            per_period=PeriodLimit(period="day", count=5),
        ),
        Offer(
            item="steamer_trunk",
            category="boxes",
            price=700,
            stock=100,
            per_period=PeriodLimit(period="week", count=3),
            requires=Requires(level=3),
        ),
        Offer(item="pawn_ticket", category="clues", price=50, per_user=1, is_at_once=True),
        Offer(
            item="lost_blotter",
            category="clues",
            price=150,
            per_user=1,
            is_at_once=True,
            requires=Requires(chapter="ch1"),
        ),
        Offer(
            item="night_map",
            category="clues",
            price=250,
            per_user=1,
            is_at_once=True,
            requires=Requires(level=3),
        ),
        Offer(item="side_key", category="clues", price=1_500, per_user=1, is_offered=False),
    )
)
"""The side key is not for sale by itself: clues that are put together bring it."""
