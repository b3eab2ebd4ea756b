"""Boxes of surprises: the odds are those that are published, and pity keeps its word."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domains.core import Kernel
from domains.core.events import BoxOpenedEvent
from domains.core.testing import BusHarness, Record
from domains.gamification.boxes.model import faces, pick
from domains.gamification.boxes.service import Boxes
from domains.gamification.content.clues import COMBINATIONS
from domains.gamification.content.items import ITEMS
from domains.gamification.content.shop import SHELF
from domains.gamification.inventory.model import Box, Letter, Prize
from domains.gamification.market.service import Market
from domains.gamification.module import GamificationModule
from tests.domains.gamification.market.conftest import PLAYER, balance, own

BOXES = [item for item in ITEMS if isinstance(item.effect, Box)]
HATBOX = ITEMS.get("hatbox").effect


@pytest.mark.parametrize("item", BOXES, ids=lambda item: item.code)
def test_every_roll_has_one_prize_and_the_odds_are_what_is_published(item: object) -> None:
    box = item.effect  # type: ignore[attr-defined]
    whole = faces(box.prizes)
    rolled = [pick(box.prizes, roll) for roll in range(whole)]
    for prize, chance in box.odds():
        assert rolled.count(prize) == prize.weight == round(chance * whole)
    assert sum(chance for _, chance in box.odds()) == pytest.approx(1)
    with pytest.raises(ValueError, match="beyond"):
        pick(box.prizes, whole)


@given(misses=st.integers(0, 50))
def test_after_enough_misses_only_rare_prizes_are_left(misses: int) -> None:
    assert isinstance(HATBOX, Box)
    rare_only = all(prize.is_rare for prize in HATBOX.candidates(misses))
    assert rare_only == (misses >= HATBOX.pity)


async def test_the_draw_is_kept_and_one_box_is_opened_once(
    kit: BusHarness, kernel: Kernel, game: GamificationModule, market: Market, record: Record
) -> None:
    await own(kernel, market, "hatbox")
    use_id = await market.bag.use(PLAYER, "hatbox", 1)
    await kit.settle()
    first = await market.boxes.drawn(PLAYER, use_id)
    assert first is not None
    assert isinstance(HATBOX, Box)
    async with kernel.uow() as tx:
        await market.boxes.open(tx, PLAYER, "hatbox", HATBOX, use_id)
    assert await market.boxes.drawn(PLAYER, use_id) == first
    assert await market.boxes.drawn(PLAYER + 1, use_id) is None
    assert len(record.of(BoxOpenedEvent)) == 1
    assert await balance(game) == first.besitos
    if first.prize_item_id is not None:
        assert (await market.bag.owned(PLAYER, first.prize_item_id)).quantity == 1
    assert 0 <= first.roll < first.faces


async def test_the_tenth_box_without_luck_has_a_rare_prize(
    kernel: Kernel, game: GamificationModule, market: Market
) -> None:
    unlucky = Boxes(kernel.uow, market.inventory, game.rewards, roll=lambda faces: 0)
    assert isinstance(HATBOX, Box)
    rare = []
    for _ in range(11):
        use_id = uuid4()
        async with kernel.uow() as tx:
            await unlucky.open(tx, PLAYER, "hatbox", HATBOX, use_id)
        drawn = await unlucky.drawn(PLAYER, use_id)
        assert drawn is not None
        rare.append(drawn.is_rare)
    assert rare == [False] * 9 + [True, False]
    assert await unlucky.misses(PLAYER, "hatbox") == 1


def test_a_box_without_rare_prizes_cannot_be() -> None:
    with pytest.raises(ValidationError, match="rare"):
        Box(prizes=(Prize(weight=1, besitos=1), Prize(weight=1, besitos=2)), pity=1)
    with pytest.raises(ValidationError, match="besitos or an item"):
        Prize(weight=1)


def test_everything_that_content_names_exists() -> None:
    codes = [item.code for item in ITEMS]
    assert len(codes) >= 15
    assert {offer.item for offer in SHELF} <= set(codes)
    wanted = {offer.requires.item for offer in SHELF if offer.requires.item}
    wanted |= {each.item for each in COMBINATIONS.all() if each.item}
    assert wanted <= set(codes)
    # An effect that is bought at once must be one that uses the thing up.
    assert all(ITEMS.get(offer.item).is_used_up for offer in SHELF if offer.is_at_once)
    letters = {item.effect.clue for item in ITEMS if isinstance(item.effect, Letter)}
    parts = {part for each in COMBINATIONS.all() for part in each.parts}
    assert letters <= parts
