"""Shop and bag as players press them; stale, doubled, forged, foreign and expired buttons."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from bot.app import App
from bot.features.inventory.callbacks import AnswerGift, UseItem, WearItem
from bot.features.shop.callbacks import AskPrice, Buy, OpenCategory, OpenOffer, Refund
from domains.gamification.shop.tables import quote
from tests.bot.phone import Phone


async def ask_for_coffee(ana: Phone) -> None:
    await ana.send("/shop")
    await ana.press("Glow")
    await ana.press("Coffee from the night kitchen")
    await ana.press("Buy for 90")


async def test_a_player_buys_and_uses_what_glows(ana: Phone) -> None:
    await ana.own(500)
    await ask_for_coffee(ana)
    assert "410 stay with you" in await ana.screen()
    await ana.press("Yes, for 90")
    assert "is yours" in await ana.screen()
    assert await ana.balance() == 410
    await ana.press("Bag")
    await ana.press("Coffee from the night kitchen ×1")
    light = await ana.button("Light it")
    await ana.press(light)
    assert "It burns. What you earn counts ×1.5" in await ana.screen()
    assert "that was the last one" in await ana.screen()
    assert "changed" in await ana.press(light) or "does not have it" in await ana.press(light)
    await ana.send("/inventory")
    assert "×1.5 until" in await ana.screen()
    await ana.send("/history")
    assert "bought in the shop" in await ana.screen()


async def test_a_double_tap_buys_once_and_shows_the_same_twice(ana: Phone) -> None:
    await ana.own(500)
    await ask_for_coffee(ana)
    yes = await ana.button("Yes, for 90")
    await asyncio.gather(ana.press(yes), ana.press(yes))
    assert "is yours" in await ana.screen()
    await ana.press(yes)
    assert "is yours" in await ana.screen()
    assert (await ana.balance(), await ana.quantity("strong_coffee")) == (410, 1)


async def test_an_expired_price_is_refused_and_todays_offer_is_shown(ana: Phone, app: App) -> None:
    await ana.own(500)
    await ask_for_coffee(ana)
    async with app.kernel.uow() as tx:
        past = tx.now - timedelta(seconds=1)
        await tx.execute(sa.update(quote).values(expires_at=past))
    assert "gone cold" in await ana.press("Yes, for 90")
    assert "Buy for 90" in await ana.screen()
    assert (await ana.balance(), await ana.quantity("strong_coffee")) == (500, 0)


async def test_forged_and_foreign_buttons_of_the_shop_change_nothing(
    ana: Phone, lucia: Phone
) -> None:
    await ana.own(500)
    await lucia.own(500)
    await ask_for_coffee(ana)
    _, foreign = await ana.button("Yes, for 90")
    for data in (foreign, Buy(quote=uuid4()).pack()):
        assert "no se lo he dado yo" in await lucia.press_data(data)
        assert "tiendecita" in await lucia.screen()
    assert "otra noche" in await lucia.press_data("mkb:xyz")
    for wrong in (OpenOffer(item="moon"), AskPrice(item="moon"), AskPrice(item="side_key")):
        assert "no se vende" in await lucia.press_data(wrong.pack())
        assert "tiendecita" in await lucia.screen()
    await lucia.press_data(OpenCategory(category="moon").pack())
    assert "tiendecita" in await lucia.screen()
    assert (await ana.balance(), await lucia.balance()) == (500, 500)


async def test_what_is_missing_stands_on_the_label_and_there_is_no_button(ana: Phone) -> None:
    await ana.own(50)
    await ana.send("/shop")
    await ana.press("Glow")
    assert "The red lantern" in await ana.screen()
    await ana.press("The red lantern")
    assert "For VIP guests" in await ana.screen()
    assert "Buy for" not in await ana.screen()
    assert "says what is missing" in await ana.press_data(AskPrice(item="red_lantern").pack())
    await ana.press_data(OpenOffer(item="strong_coffee").pack())
    assert "40 besitos short" in await ana.screen()


async def test_a_box_shows_its_odds_and_then_what_was_in_it(ana: Phone) -> None:
    await ana.own(500)
    await ana.press_data(OpenOffer(item="hatbox").pack())
    screen = await ana.screen()
    assert "40 % · 60 besitos" in screen
    assert "After 9 without one" in screen
    await ana.press("Buy for 150")
    await ana.press("Yes, for 150")
    await ana.press("Bag")
    await ana.press("A hatbox")
    await ana.press("Open")
    assert (await ana.screen()).startswith("🎁")
    assert "that was the last one" in await ana.screen()


async def test_a_clue_that_is_bought_is_told_in_the_same_message(ana: Phone) -> None:
    await ana.own(100)
    await ana.press_data(OpenOffer(item="pawn_ticket").pack())
    await ana.press("Buy for 50")
    await ana.press("Yes, for 50")
    assert "A clue: A brass tag, number seven" in await ana.screen()
    await ana.press("Clues")
    assert "painted over" in await ana.screen()


async def test_stale_and_forged_buttons_of_the_bag_change_nothing(ana: Phone) -> None:
    await ana.own(500)
    await ask_for_coffee(ana)
    await ana.press("Yes, for 90")
    for wrong in (
        UseItem(item="strong_coffee", version=7),
        UseItem(item="strong_coffee", version=0),
    ):
        assert "Look again" in await ana.press_data(wrong.pack())
        assert "Light it" in await ana.screen()
    assert "no such thing" in await ana.press_data(UseItem(item="moon", version=1).pack())
    assert "Your bag" in await ana.screen()
    assert "does not have" in await ana.press_data(WearItem(item="title_guest", on=True).pack())
    assert "not for using" in await ana.press_data(WearItem(item="strong_coffee", on=True).pack())
    assert await ana.quantity("strong_coffee") == 1


async def test_a_gift_goes_from_one_phone_to_the_other(ana: Phone, lucia: Phone) -> None:
    await ana.own(500)
    await ask_for_coffee(ana)
    await ana.press("Yes, for 90")
    await ana.press("Bag")
    await ana.press("Coffee from")
    await ana.press("Give away")
    await ana.send("@nobody_at_all")
    assert "nobody of that name" in await ana.screen()
    await ana.send(str(lucia.id))
    yes = await ana.button("Yes, give it")
    await ana.press(yes)
    assert "on its way" in await ana.screen()
    assert "another evening" in await ana.press(yes)
    await lucia.sees("Un regalo le espera")
    await lucia.send("/inventory")
    take = await lucia.button("Aceptar: Café")
    assert "where it had to go" in await ana.press_data(take[1])  # it is not hers to take
    assert "ya es suyo" in await lucia.press(take)
    assert "ya está donde" in await lucia.press(take)
    assert "ya está donde" in await lucia.press_data(AnswerGift(gift=uuid4(), take=True).pack())
    assert "otra noche" in await lucia.press_data("bgt:x:1")
    assert (await ana.quantity("strong_coffee"), await lucia.quantity("strong_coffee")) == (0, 1)
    await ana.sees("Your gift was taken")


async def test_an_owner_changes_labels_and_refunds_and_a_player_cannot(
    ana: Phone, lucia: Phone
) -> None:
    await ana.own(500)
    for command in ("/stock", "/stock strong_coffee price 10", f"/refund {ana.id}"):
        await ana.send(command)
        assert "the key is not yours" in await ana.screen()
    await lucia.send("/stock strong_coffee price 120")
    assert "strong_coffee: 120" in await lucia.screen()
    await lucia.send("/stock strong_coffee cheap")
    assert "no lo entiendo" in await lucia.screen()
    await lucia.send("/stock")
    assert "strong_coffee 120" in await lucia.screen()
    await ana.press_data(OpenOffer(item="strong_coffee").pack())
    await ana.press("Buy for 120")
    await ana.press("Yes, for 120")
    await lucia.send(f"/refund {ana.id}")
    back = await lucia.button("Devolver strong_coffee")
    assert "key is not yours" in await ana.press_data(back[1])
    await lucia.press(back)
    assert "120 besitos" in await lucia.screen()
    assert "Ya se usó" in await lucia.press(back)
    assert "no se ha comprado" in await lucia.press_data(Refund(purchase=uuid4()).pack())
    assert "otra noche" in await lucia.press_data("mkr:x")
    await ana.sees("went back to the shelf")
    assert (await ana.balance(), await ana.quantity("strong_coffee")) == (500, 0)
    await lucia.send("/admin")
    await lucia.press("📒")
    assert "compra devuelta" in await lucia.screen()
