"""How the shop looks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.shop.callbacks import (
    AskPrice,
    Buy,
    OpenCategory,
    OpenOffer,
    Refund,
    ShowPurchases,
)
from bot.i18n import Translator
from bot.ui.items import item_name, item_words
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, number
from domains.admin.market.model import PurchaseLine, ShelfLine
from domains.gamification.inventory.model import Box, Item, Items
from domains.gamification.shop.model import EVER, OfferView, Purchase, Quote

CATEGORIES = ("time", "glow", "wear", "boxes", "clues")


def home(offers: Sequence[OfferView], balance: int, t: Translator) -> Screen:
    """The parts of the shelf that have something on them."""
    present = {view.offer.category for view in offers}
    buttons = [
        Button(t(f"shop.category.{category}"), OpenCategory(category=category))
        for category in CATEGORIES
        if category in present
    ]
    rows: list[Row] = [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
    last = [link(t, Place.INVENTORY), Button(t("shop.mine"), ShowPurchases())]
    return Screen("shop", t("shop.home", balance=number(balance)), rows=[*rows, last, [back(t)]])


def category(
    name: str, offers: Sequence[OfferView], balance: int, items: Items, t: Translator
) -> Screen:
    """One part of the shelf: a line and a button for each thing."""
    shown = [view for view in offers if view.offer.category == name]
    lines = [
        t(
            "shop.line",
            icon=items.get(view.offer.item).icon,
            name=item_name(t, view.offer.item),
            price=number(view.label.price),
            note=_note(view, t),
        )
        for view in shown
    ]
    rows: list[Row] = [
        [
            Button(
                f"{items.get(view.offer.item).icon} {item_name(t, view.offer.item)}",
                OpenOffer(item=view.offer.item),
            )
        ]
        for view in shown
    ]
    text = t(
        "shop.list",
        category=t(f"shop.category.{name}"),
        lines="\n".join(lines) or t("shop.list.empty"),
        balance=number(balance),
    )
    return Screen("shop.list", text, rows=[*rows, [back(t, Place.SHOP)]])


def offer(view: OfferView, item: Item, misses: int, low_stock: int, t: Translator) -> Screen:
    """One thing: what it is, what it asks, and what stands in the way."""
    details = [*_details(view, item, low_stock, t)]
    if isinstance(item.effect, Box):
        details.append(f"\n{_odds(item.effect, misses, t)}")
    text = t(
        "shop.offer",
        **item_words(t, item),
        price=number(view.label.price),
        balance=number(view.balance),
        details="".join(f"\n{line}" for line in details),
    )
    price = number(view.label.price)
    rows: list[Row] = [[back(t, Place.SHOP)]]
    if view.can_be_bought and view.balance >= view.label.price:
        buy = Button(t("shop.buy", price=price), AskPrice(item=item.code), style="primary")
        rows.insert(0, [buy])
    return Screen("shop.offer", text, rows=rows, version=item.code)


def confirm(quote: Quote, item: Item, balance: int, minutes: int, t: Translator) -> Screen:
    """The last question before besitos move."""
    text = t(
        "shop.confirm",
        icon=item.icon,
        name=item_name(t, item.code),
        price=number(quote.price),
        after=number(balance - quote.price),
        minutes=minutes,
    )
    yes = t("shop.confirm.yes", price=number(quote.price))
    rows = [
        [Button(yes, Buy(quote=quote.id), style="success")],
        [Button(t("shop.confirm.no"), OpenOffer(item=item.code))],
    ]
    return Screen("shop.confirm", text, rows=rows, version=quote.id.hex[-12:])


def bought(purchase: Purchase, item: Item, look: Button, t: Translator) -> Screen:
    """It is theirs."""
    key = "shop.bought" if purchase.use_id is None else "shop.bought.opened"
    text = t(key, icon=item.icon, name=item_name(t, item.code), price=number(purchase.price))
    more = Button(t("shop.more"), OpenCategory(category=_category_of(item)))
    return Screen("shop.bought", text, rows=[[look], [more]], version=purchase.id.hex[-12:])


def purchases(bought: Sequence[Purchase], items: Items, t: Translator) -> Screen:
    """What one has bought, and when."""
    lines = [
        t(
            "shop.purchase",
            date=f"{each.bought_at:%d.%m.%Y}",
            icon=items.get(each.item_id).icon,
            name=item_name(t, each.item_id),
            price=number(each.price),
            note=t("shop.purchase.refunded") if each.refunded_at is not None else "",
        )
        for each in bought
    ]
    text = t("shop.purchases", lines="\n".join(lines)) if lines else t("shop.purchases.none")
    return Screen("shop.purchases", text, rows=[[back(t, Place.SHOP)]])


def _category_of(item: Item) -> str:
    return {"freeze": "time", "boost": "glow", "wear": "wear", "box": "boxes"}.get(
        item.effect.kind, "clues"
    )


def _note(view: OfferView, t: Translator) -> str:
    if view.label.stock == 0:
        return t("shop.note.sold_out")
    if view.missing:
        return t("shop.note.locked")
    return t("shop.note.limit") if view.left == 0 else ""


def _details(view: OfferView, item: Item, low_stock: int, t: Translator) -> list[str]:
    lines = [_missing(missing.kind, missing.value, t) for missing in view.missing]
    stock = view.label.stock
    if stock is not None and stock <= low_stock:
        key = "shop.detail.stock" if stock else "shop.detail.sold_out"
        lines.append(t(key, left=stock) if stock else t(key))
    if view.left is not None:
        period = view.offer.per_period.period if view.offer.per_period else EVER
        lines.append(t(f"shop.detail.limit.{period}", left=view.left))
    if view.owned:
        lines.append(t("shop.detail.owned", count=view.owned))
    if view.can_be_bought and view.balance < view.label.price:
        lines.append(t("shop.detail.lacking", missing=number(view.label.price - view.balance)))
    return lines


def _missing(kind: str, value: str, t: Translator) -> str:
    shown = item_name(t, value) if kind == "item" else escape(value)
    return t(f"shop.missing.{kind}", value=shown)


def _odds(box: Box, misses: int, t: Translator) -> str:
    lines = []
    for prize, chance in box.odds():
        if prize.item is None:
            name = t("shop.odds.besitos", amount=number(prize.besitos))
        else:
            name = item_name(t, prize.item)
        shown = t("shop.odds.rare", prize=name) if prize.is_rare else name
        lines.append(t("shop.odds.line", chance=f"{chance * 100:.0f}", prize=shown))
    pity = t("shop.odds.pity", pity=box.pity, misses=misses)
    return t("shop.odds", lines="\n".join(lines), pity=pity)


# -- custodians -----------------------------------------------------------------------------


def stock(shelf: Sequence[ShelfLine], t: Translator) -> Screen:
    """The shelf as a custodian sees it, with how to change it."""
    lines = "\n".join(t("stock.line", **_shelf_words(line, t)) for line in shelf)
    return Screen("stock", t("stock.text", lines=lines), rows=[[link(t, Place.ADMIN)]])


def relabelled(line: ShelfLine, t: Translator) -> Screen:
    """What holds from now on."""
    return Screen("stock", t("stock.done", **_shelf_words(line, t)), rows=[[link(t, Place.ADMIN)]])


def _shelf_words(line: ShelfLine, t: Translator) -> dict[str, object]:
    state = t("stock.changed") if line.is_changed else ""
    return {
        "item": line.item_id,
        "price": number(line.price),
        "stock": t("stock.unlimited") if line.stock is None else number(line.stock),
        "state": state if line.is_offered else t("stock.off"),
    }


def refunds(person: int, bought: Sequence[PurchaseLine], t: Translator) -> Screen:
    """Somebody's purchases, a button for each that can still go back."""
    if not bought:
        return Screen("refund", t("refund.none", person=person), rows=[[link(t, Place.ADMIN)]])
    lines = [
        t(
            "refund.line",
            date=f"{each.bought_at:%Y-%m-%d %H:%M}",
            item=each.item_id,
            price=number(each.price),
        )
        for each in bought
    ]
    rows: list[Row] = [
        [
            Button(
                t("refund.button", item=each.item_id, price=number(each.price)),
                Refund(purchase=each.id),
            )
        ]
        for each in bought
        if each.can_be_refunded
    ]
    text = t("refund.text", person=person, lines="\n".join(lines))
    return Screen("refund", text, rows=[*rows, [link(t, Place.ADMIN)]])


def refunded(line: PurchaseLine, t: Translator) -> Screen:
    """The besitos are back."""
    text = t("refund.done", item=line.item_id, price=number(line.price), person=line.user_id)
    return Screen("refund", text, rows=[[link(t, Place.ADMIN)]])
