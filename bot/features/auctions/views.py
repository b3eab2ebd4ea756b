"""How the auctions look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from bot.features.auctions.callbacks import AskBid, CallOff, OpenLot, PlaceBid
from bot.i18n import Translator
from bot.ui.items import item_name, item_words
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import number
from domains.admin.market.model import AuctionLine
from domains.gamification.auctions.model import CANCELLED, Auction, AuctionView, State
from domains.gamification.inventory.model import Item, Items

LEAPS = (1, 3)
"""Bids offered by button: the least, and the least after so many more of its steps."""
HOUR_SECONDS, MINUTE_SECONDS = 3_600, 60
DAY_HOURS = 24


def lots(running: Sequence[Auction], items: Items, now: datetime, t: Translator) -> Screen:
    """What can be bid for now."""
    if not running:
        return Screen("auctions", t("auctions.none"), rows=[[back(t)]])
    lines = [
        t(
            "auctions.line",
            icon=items.get(lot.item_id).icon,
            name=item_name(t, lot.item_id),
            price=number(lot.highest_bid or lot.starting_price),
            left=_left(lot.ends_at - now, t),
        )
        for lot in running
    ]
    rows: list[Row] = [
        [
            Button(
                f"{items.get(lot.item_id).icon} {item_name(t, lot.item_id)}",
                OpenLot(lot=lot.id),
            )
        ]
        for lot in running
    ]
    text = t("auctions.text", lines="\n".join(lines))
    return Screen("auctions", text, rows=[*rows, [back(t)]])


def lot(view: AuctionView, item: Item, user_id: int, t: Translator) -> Screen:
    """One auction: the highest bid, the clock, and how one stands."""
    auction = view.auction
    is_open = auction.is_open(view.now)
    bids = [
        t(
            "auctions.bid.line",
            amount=number(bid.amount),
            who=t("auctions.bid.mine" if bid.user_id == user_id else "auctions.bid.other"),
        )
        for bid in view.bids
    ]
    clock = t("auctions.clock", left=_left(auction.ends_at - view.now, t))
    text = t(
        "auctions.lot",
        **item_words(t, item),
        top=_top(auction, t),
        standing=_standing(view, user_id, t) if is_open else _outcome(auction, user_id, t),
        clock=clock if is_open else t("auctions.clock.over"),
        bids=t("auctions.bids", lines="\n".join(bids)) if bids else "",
    )
    rows: list[Row] = [[Button(t("auctions.refresh"), OpenLot(lot=auction.id))]]
    if is_open and auction.leader_user_id != user_id:
        rows = [*_offers(view, t), *rows]
    version = f"{auction.bids}.{auction.state[:2]}"
    rows = [*rows, [back(t, Place.AUCTIONS)]]
    return Screen(screen_of(auction.id), text.rstrip(), rows=rows, version=version)


def screen_of(auction_id: UUID) -> str:
    """The name of the screen that shows this auction and no other."""
    return f"lot.{auction_id.hex[-12:]}"


def _offers(view: AuctionView, t: Translator) -> list[Row]:
    auction = view.auction
    step = max(auction.least - (auction.highest_bid or 0), auction.increment)
    amounts = [auction.least + step * (leap - 1) for leap in LEAPS]
    buttons = [
        Button(
            t("auctions.bid.button", amount=number(amount)),
            PlaceBid(lot=auction.id, amount=amount),
            style="primary",
        )
        for amount in amounts
        if amount <= view.balance
    ]
    if not buttons:
        return []
    return [buttons, [Button(t("auctions.bid.other_amount"), AskBid(lot=auction.id))]]


def _top(auction: Auction, t: Translator) -> str:
    if auction.highest_bid is None:
        return t("auctions.top.none", price=number(auction.starting_price))
    return t("auctions.top", bid=number(auction.highest_bid))


def _standing(view: AuctionView, user_id: int, t: Translator) -> str:
    balance = number(view.balance)
    if view.auction.leader_user_id == user_id:
        return t("auctions.standing.leading")
    if view.my_best is not None:
        return t("auctions.standing.outbid", best=number(view.my_best), balance=balance)
    return t("auctions.standing.none", balance=balance)


def _outcome(auction: Auction, user_id: int, t: Translator) -> str:
    if auction.state == State.CANCELLED or auction.reason == CANCELLED:
        return t("auctions.over.cancelled")
    if auction.leader_user_id is None or auction.highest_bid is None:
        return t("auctions.over.nobody")
    bid = number(auction.highest_bid)
    if auction.leader_user_id == user_id:
        return t("auctions.over.won", bid=bid)
    return t("auctions.over.lost", bid=bid)


def ask_bid(view: AuctionView, t: Translator, *, is_bad: bool = False) -> Screen:
    """Waiting for an amount."""
    key = "auctions.bad_amount" if is_bad else "auctions.ask"
    least = number(view.auction.least)
    rows = [[Button(t("button.back"), OpenLot(lot=view.auction.id))]]
    return Screen("auction.bid", t(key, least=least), rows=rows)


def _left(span: timedelta, t: Translator) -> str:
    seconds = max(0, int(span.total_seconds()))
    hours, minutes = seconds // HOUR_SECONDS, seconds % HOUR_SECONDS // MINUTE_SECONDS
    if hours >= DAY_HOURS:
        days = hours // DAY_HOURS
        return t("auctions.time.days", days=days, hours=hours % DAY_HOURS)
    if hours:
        return t("auctions.time.hours", hours=hours, minutes=minutes)
    return t("auctions.time.minutes", minutes=minutes, seconds=seconds % MINUTE_SECONDS)


# -- custodians -----------------------------------------------------------------------------


def desk(running: Sequence[AuctionLine], t: Translator) -> Screen:
    """What runs, with a way to call each off."""
    lines = [
        t(
            "auction.line",
            item=line.item_id,
            bid="–" if line.highest_bid is None else number(line.highest_bid),
            bids=line.bids,
            time=f"{line.ends_at:%d/%m %H:%M}",
        )
        for line in running
    ]
    rows: list[Row] = [
        [Button(t("auction.cancel", item=line.item_id), CallOff(lot=line.id, sure=False))]
        for line in running
    ]
    text = t("auction.text", lines="\n".join(lines) or t("auction.none"))
    return Screen("auction.desk", text, rows=[*rows, [link(t, Place.ADMIN)]])


def ask_call_off(line: AuctionLine, t: Translator) -> Screen:
    """Nothing is called off without a question."""
    bid = "0" if line.highest_bid is None else number(line.highest_bid)
    yes = Button(t("auction.cancel.yes"), CallOff(lot=line.id, sure=True), style="danger")
    text = t("auction.cancel.sure", item=line.item_id, bid=bid)
    return Screen("auction.desk", text, rows=[[yes], [link(t, Place.ADMIN)]])


def put_up(line: AuctionLine, price: int, minutes: int, t: Translator) -> Screen:
    """It is up."""
    text = t("auction.opened", item=line.item_id, price=number(price), minutes=minutes)
    return Screen("auction.desk", text, rows=[[link(t, Place.AUCTIONS), link(t, Place.ADMIN)]])


def called_off(line: AuctionLine, t: Translator) -> Screen:
    """It is over, for nobody."""
    text = t("auction.cancelled", item=line.item_id)
    return Screen("auction.desk", text, rows=[[link(t, Place.ADMIN)]])
