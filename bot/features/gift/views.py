"""How the gift looks."""

from __future__ import annotations

from bot.features.gift.callbacks import TakeGift
from bot.i18n import Translator
from bot.ui.navigation import back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import number
from domains.core.days import local_time
from domains.gamification.gift.model import GiftView


def calendar(view: GiftView, timezone: str, t: Translator) -> Screen:
    """What was taken, what is next, what waits."""
    days = "\n".join(_day(day, view, t) for day in range(view.length))
    rows: list[Row] = [[back(t)]]
    if view.today is not None:
        said = t("gift.taken", prize=_prize(view, t))
    elif view.reason is not None:
        said = t(f"gift.reason.{view.reason}")
    else:
        said = t("gift.ready")
        rows = [[Button(t("gift.open"), TakeGift(), style="success")], *rows]
    if view.next_at is not None:
        clock = local_time(view.next_at, timezone)
        said += "\n" + t("gift.next", time=f"{clock:%H:%M}", date=f"{clock:%d/%m}")
    return Screen("gift", t("gift.text", days=days, said=said), rows=rows)


def _day(day: int, view: GiftView, t: Translator) -> str:
    low, high = view.pools[day]
    amount = number(low) if low == high else t("gift.range", low=number(low), high=number(high))
    is_taken = day < view.position or (day == view.position and view.today is not None)
    mark = "✓" if is_taken else "🎁" if day == view.position else "▫️"
    return t("gift.day", mark=mark, day=day + 1, amount=amount)


def _prize(view: GiftView, t: Translator) -> str:
    gift = view.today
    if gift is None:
        return ""
    name = t(
        f"gift.prize.{gift.prize}" if t.has(f"gift.prize.{gift.prize}") else "gift.prize.other"
    )
    return t("gift.with_besitos", name=name, amount=number(gift.besitos)) if gift.besitos else name
