"""Clues and auctions as players press them; stale, doubled, forged and foreign buttons."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

from bot.features.auctions.callbacks import AskBid, CallOff, OpenLot, PlaceBid
from bot.features.clues.callbacks import Choose, Combine, OpenClues
from tests.bot.phone import Phone


async def test_two_clues_are_laid_side_by_side_and_make_a_third_once(ana: Phone) -> None:
    await ana.own(0)
    await ana.find("half_di", "half_ana")
    await ana.send("/clues")
    screen = await ana.screen()
    assert "Half a ticket: DI" in screen
    assert "side by side" in screen
    await ana.press("Put together")
    await ana.press("Half a ticket: DI")
    await ana.press("Half a ticket: ANA")
    together = await ana.button("Put these 2 together")
    await asyncio.gather(ana.press(together), ana.press(together))
    assert await ana.balance() == 40
    assert "has changed since" in await ana.press(together)
    await ana.send("/clues")
    assert "Ticket seven, whole" in await ana.screen()


async def test_clues_that_do_not_fit_say_nothing_to_each_other(ana: Phone) -> None:
    await ana.find("half_di", "letter")
    await ana.send("/clues")
    await ana.press("Put together")
    await ana.press("Half a ticket: DI")
    await ana.press("A sheet folded in eight")
    assert "say nothing to each other" in await ana.press("Put these 2 together")
    assert "Nothing on the table" in await ana.screen()


async def test_forged_masks_and_pages_change_nothing(ana: Phone) -> None:
    await ana.own(0)
    await ana.find("half_di", "half_ana")
    for wrong in (
        Choose(mask=2**62, count=2),
        Choose(mask=-1, count=2),
        Choose(mask=3, count=9),
        Combine(mask=2**40 + 1, count=2),
        Combine(mask=3, count=3),
    ):
        assert "has changed since" in await ana.press_data(wrong.pack())
        assert "Put together" in await ana.screen()
    assert "say nothing" in await ana.press_data(Combine(mask=-5, count=2).pack())
    for page in (-3, 99):
        await ana.press_data(OpenClues(page=page).pack())
        assert "Half a ticket: DI" in await ana.screen()
    assert await ana.balance() == 0


async def test_a_secret_word_is_made_by_an_owner_and_said_by_a_player(
    ana: Phone, lucia: Phone
) -> None:
    await ana.own(0)
    await ana.send("/secret add blotter 25 0 hourglass")
    assert "the key is not yours" in await ana.screen()
    await lucia.send("/secret add moon 25 0 hourglass")
    assert "ninguna pista" in await lucia.screen()
    await lucia.send("/secret add blotter 25 0 hourglass")
    assert "Anotada" in await lucia.screen()
    await lucia.send("/secret")
    assert "blotter · 25" in await lucia.screen()
    assert "hourglass" not in await lucia.screen()
    await ana.send("/code")
    await ana.send("sundial")
    assert "Tries left in this hour: 4" in await ana.screen()
    await ana.send("/code Hour Glass")
    assert "A blotter, the wrong way round" in await ana.screen()
    assert await ana.balance() == 25
    await ana.send("/code hourglass")
    assert "you said that word before" in await ana.screen()
    for _ in range(2):
        await ana.send("/code sundial")
    await ana.send("/code hourglass")
    assert "Try again in" in await ana.screen()


async def put_up(lucia: Phone, item: str = "frame_velvet") -> UUID:
    """An auction by the owner's command; its id."""
    await lucia.send(f"/auction open {item} 100 30")
    assert "sale a subasta" in await lucia.screen()
    running = await lucia.market.auctions.running()
    return running[-1].id


async def test_two_players_bid_and_each_sees_how_they_stand(ana: Phone, lucia: Phone) -> None:
    await ana.own(500)
    await lucia.own(500)
    await put_up(lucia)
    for phone in (ana, lucia):
        await phone.send("/auctions")
        await phone.press("Velvet frame" if phone is ana else "Marco de terciopelo")
    first = await ana.button("✋ 100")
    await ana.press(first)
    assert "You lead" in await ana.screen()
    assert await ana.balance() == 400
    assert "the highest bid is yours" in await ana.press(first)
    await lucia.press("Mirar otra vez")
    await lucia.press("✋ 110")
    assert "Va en cabeza" in await lucia.screen()
    await ana.sees("outbid at 100")  # her open screen follows
    await ana.sees("Somebody bid 110 for")
    assert await ana.balance() == 500
    assert "From 120 besitos on" in await ana.press(first)
    await ana.press("Another amount")
    await ana.send("much")
    assert "in digits" in await ana.screen()
    await ana.send("300")
    assert "You lead" in await ana.screen()
    assert (await ana.balance(), await lucia.balance()) == (200, 500)


async def test_an_owner_calls_an_auction_off_and_a_player_cannot(ana: Phone, lucia: Phone) -> None:
    await ana.own(500)
    lot = await put_up(lucia)
    await ana.press_data(OpenLot(lot=lot).pack())
    bid = await ana.button("✋ 100")
    await ana.press(bid)
    assert "key is not yours" in await ana.press_data(CallOff(lot=lot, sure=True).pack())
    assert await ana.balance() == 400
    await lucia.send("/auction")
    await lucia.press("Suspender: frame_velvet")
    yes = await lucia.button("Sí, suspenderla")
    await lucia.press(yes)
    assert "Suspendida" in await lucia.screen()
    assert "martillo" in await lucia.press(yes)
    assert await ana.balance() == 500
    await ana.sees("was called off")
    assert "hammer has fallen" in await ana.press(bid)
    await ana.sees("Nobody paid anything")


async def test_forged_and_foolish_bids_change_nothing(ana: Phone, lucia: Phone) -> None:
    await ana.own(150)
    lot = await put_up(lucia)
    await ana.press_data(OpenLot(lot=lot).pack())
    for amount, words in (
        (-5, "somebody was quicker"),
        (0, "somebody was quicker"),
        (99, "somebody was quicker"),
        (151, "lack 1 besitos"),
        (2**62, "1\u202f000\u202f000 at most"),
    ):
        assert words in await ana.press_data(PlaceBid(lot=lot, amount=amount).pack())
        assert "You have not bid" in await ana.screen()
    for data in (
        OpenLot(lot=uuid4()).pack(),
        PlaceBid(lot=uuid4(), amount=100).pack(),
        AskBid(lot=uuid4()).pack(),
    ):
        assert "no lot of that number" in await ana.press_data(data)
    for data in ("lto:x", "lta:x", "ltb::100"):
        assert "another evening" in await ana.press_data(data)
    assert await ana.balance() == 150
