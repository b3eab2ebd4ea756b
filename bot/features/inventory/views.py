"""How the bag looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.features.inventory.callbacks import (
    AnswerGift,
    ConfirmGift,
    OpenItem,
    StartGift,
    UseItem,
    WearItem,
)
from bot.i18n import Translator
from bot.ui.items import item_name, item_words
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, number
from domains.core.days import local_time
from domains.gamification.boosts.model import ActiveBoost
from domains.gamification.boxes.model import Draw
from domains.gamification.gifts.model import Gift
from domains.gamification.inventory.model import Bag, Boost, Item, Items, Owned

WHOLE = 10_000


def bag(
    bag: Bag,
    boosts: Sequence[ActiveBoost],
    gifts: Sequence[Gift],
    items: Items,
    timezone: str,
    t: Translator,
) -> Screen:
    """Everything one owns, what glows, and what waits to be taken."""
    worn = set(bag.worn.values())
    lines = [_line(own, items, worn, t) for own in bag.owned]
    waiting = [
        t("bag.gift", icon=items.get(gift.item_id).icon, name=item_name(t, gift.item_id))
        for gift in gifts
    ]
    burning = [
        t("bag.boost", factor=factor(boost.bps), time=_clock(boost.ends_at, timezone))
        for boost in boosts
    ]
    title = bag.worn.get("title")
    text = t(
        "bag.text",
        worn=t("bag.worn", title=item_name(t, title)) if title else "",
        lines="\n".join(lines) or t("bag.empty"),
        boosts="".join(f"\n\n{line}" for line in (*burning, *waiting)),
    )
    things: list[Row] = [
        [
            Button(
                f"{items.get(own.item_id).icon} {item_name(t, own.item_id)} ×{own.quantity}",
                OpenItem(item=own.item_id),
            )
        ]
        for own in bag.owned
    ]
    rows = [*_gift_rows(gifts, t), *things, [link(t, Place.SHOP), link(t, Place.CLUES)]]
    return Screen("bag", text, rows=[*rows, [back(t)]])


def _line(own: Owned, items: Items, worn: set[str], t: Translator) -> str:
    return t(
        "bag.line",
        icon=items.get(own.item_id).icon,
        name=item_name(t, own.item_id),
        count=own.quantity,
        worn=t("bag.line.worn") if own.item_id in worn else "",
    )


def _gift_rows(gifts: Sequence[Gift], t: Translator) -> list[Row]:
    return [
        [
            Button(
                t("bag.gift.take", name=item_name(t, gift.item_id)),
                AnswerGift(gift=gift.id, take=True),
                style="success",
            ),
            Button(t("bag.gift.refuse"), AnswerGift(gift=gift.id, take=False)),
        ]
        for gift in gifts
    ]


def item(item: Item, own: Owned, t: Translator, *, is_worn: bool, news: str = "") -> Screen:
    """One thing and what can be done with it; `news` says what has just been."""
    if own.quantity:
        text = t("bag.item", **item_words(t, item), count=own.quantity)
    else:
        text = t("bag.none_left", icon=item.icon, name=item_name(t, item.code))
    rows: list[Row] = []
    if own.quantity and item.is_used_up:
        label = t(f"bag.use.{item.effect.kind}")
        use = UseItem(item=item.code, version=own.version)
        rows.append([Button(label, use, style="primary")])
    if own.quantity and item.effect.kind == "wear":
        label = t("bag.take_off") if is_worn else t("bag.wear")
        rows.append([Button(label, WearItem(item=item.code, on=not is_worn))])
    if own.quantity and item.is_giftable:
        rows.append([Button(t("bag.give"), StartGift(item=item.code, version=own.version))])
    shown = f"{news}\n\n{text}" if news else text
    rows.append([back(t, Place.INVENTORY)])
    return Screen("bag.item", shown, rows=rows, version=f"{item.code}.{own.version}")


def used(item: Item, until: datetime | None, timezone: str, t: Translator) -> str:
    """What using it has brought, in a line."""
    if isinstance(item.effect, Boost) and until is not None:
        time = _clock(until, timezone)
        return t("bag.used.boost", factor=factor(item.effect.bps), time=time)
    if item.effect.kind in ("freeze", "clue"):
        return t(f"bag.used.{item.effect.kind}")
    return t("bag.used.later")


def no_room(t: Translator) -> str:
    """It is in the bag again."""
    return t("bag.used.full")


def opened(drawn: Draw | None, items: Items, t: Translator) -> str:
    """What was in the box, in a line."""
    if drawn is None:
        return t("bag.used.later")
    if drawn.prize_item_id is None:
        return t("bag.box.besitos", amount=number(drawn.besitos))
    key = "bag.box.rare" if drawn.is_rare else "bag.box.item"
    icon = items.get(drawn.prize_item_id).icon
    return t(key, icon=icon, name=item_name(t, drawn.prize_item_id))


def ask_friend(item: Item, t: Translator, *, is_unknown: bool = False) -> Screen:
    """Waiting for a name."""
    text = t("bag.give.ask", icon=item.icon, name=item_name(t, item.code))
    if is_unknown:
        text = t("bag.give.unknown")
    return Screen("bag.give", text, rows=[[back(t, Place.INVENTORY)]])


def confirm_gift(item: Item, friend: str, nonce: str, t: Translator) -> Screen:
    """The last question before it leaves the bag."""
    text = t(
        "bag.give.confirm",
        icon=item.icon,
        name=item_name(t, item.code),
        friend=escape(friend),
    )
    yes = Button(t("bag.give.yes"), ConfirmGift(nonce=nonce), style="success")
    return Screen("bag.give", text, rows=[[yes], [back(t, Place.INVENTORY)]])


def given(item: Item, friend: str, t: Translator) -> Screen:
    """It is on its way."""
    name = item_name(t, item.code)
    text = t("bag.give.done", icon=item.icon, name=name, friend=escape(friend))
    return Screen("bag.given", text, rows=[[back(t, Place.INVENTORY)]])


def factor(bps: int) -> str:
    """A multiplier in digits: 2, 1.5."""
    return f"{bps / WHOLE:.2f}".rstrip("0").rstrip(".")


def _clock(instant: datetime, timezone: str) -> str:
    return f"{local_time(instant, timezone):%H:%M}"
