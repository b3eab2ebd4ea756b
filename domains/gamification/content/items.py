"""The things of the house, and what the shop asks for them.

Their words are in the bot's catalogues, by code: `item.<code>.name`, `item.<code>.text`.
"""

from __future__ import annotations

from domains.gamification.inventory.model import (
    Boost,
    Box,
    Freeze,
    Item,
    Items,
    Key,
    Letter,
    Prize,
    Wear,
)

ITEMS = Items(
    (
        # What time owes one.
        Item(code="spare_minute", icon="❄️", effect=Freeze(count=1)),
        Item(code="stopped_watch", icon="🕰", rarity="rare", effect=Freeze(count=3)),
        # What makes an evening pay.
        Item(code="strong_coffee", icon="☕️", effect=Boost(bps=15_000, minutes=60)),
        Item(code="double_candle", icon="🕯", rarity="rare", effect=Boost(bps=20_000, minutes=120)),
        Item(code="red_lantern", icon="🏮", rarity="epic", effect=Boost(bps=30_000, minutes=60)),
        # What one wears.
        Item(code="title_guest", icon="🎩", effect=Wear(slot="title")),
        Item(code="title_nightowl", icon="🦉", rarity="rare", effect=Wear(slot="title")),
        Item(code="title_keyholder", icon="🗝", rarity="epic", effect=Wear(slot="title")),
        Item(
            code="title_thirteenth",
            icon="🌒",
            rarity="legendary",
            effect=Wear(slot="title"),
            is_giftable=False,
        ),
        Item(code="frame_velvet", icon="🟥", effect=Wear(slot="frame")),
        Item(code="frame_brass", icon="🟨", rarity="rare", effect=Wear(slot="frame")),
        Item(code="frame_midnight", icon="🟪", rarity="legendary", effect=Wear(slot="frame")),
        # What one opens.
        Item(
            code="hatbox",
            icon="🎁",
            effect=Box(
                prizes=(
                    Prize(weight=40, besitos=60),
                    Prize(weight=25, besitos=120),
                    Prize(weight=15, item="spare_minute"),
                    Prize(weight=12, item="strong_coffee"),
                    Prize(weight=5, item="double_candle", is_rare=True),
                    Prize(weight=3, item="frame_brass", is_rare=True),
                ),
                pity=9,
            ),
        ),
        Item(
            code="steamer_trunk",
            icon="🧳",
            rarity="epic",
            effect=Box(
                prizes=(
                    Prize(weight=40, besitos=300),
                    Prize(weight=24, besitos=600),
                    Prize(weight=16, item="stopped_watch"),
                    Prize(weight=10, item="red_lantern"),
                    Prize(weight=7, item="title_keyholder", is_rare=True),
                    Prize(weight=3, item="frame_midnight", is_rare=True),
                ),
                pity=6,
            ),
        ),
        # What tells something.
        Item(code="pawn_ticket", icon="🎟", effect=Letter(clue="brass_tag")),
        Item(code="lost_blotter", icon="📎", rarity="rare", effect=Letter(clue="blotter")),
        Item(code="night_map", icon="🗺", rarity="rare", effect=Letter(clue="night_map")),
        # What lets one pass.
        Item(code="side_key", icon="🔑", rarity="epic", effect=Key(), is_giftable=False),
    )
)
