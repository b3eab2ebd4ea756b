"""Boards: one order everywhere, counted once, hidden at once (A8)."""

from __future__ import annotations

import random
from operator import attrgetter

import pytest
import sqlalchemy as sa

from domains.core import (
    PointsAwardedEvent,
    StreakUpdatedEvent,
    UserBannedEvent,
    UserProfileUpdatedEvent,
    UserUnbannedEvent,
)
from domains.core.events.identity import new_event_id
from domains.core.testing import BusHarness
from domains.gamification.leaderboards.errors import NoSuchBoardError
from domains.gamification.leaderboards.loading.errors import NotEmptyError
from domains.gamification.leaderboards.loading.model import crowd
from domains.gamification.leaderboards.loading.service import load
from domains.gamification.leaderboards.model import BoardKind, Place
from domains.gamification.leaderboards.repository import Scores
from domains.gamification.leaderboards.tables import board
from domains.gamification.module import GamificationModule
from tests.domains.gamification.conftest import Say
from tests.domains.gamification.editions import award, board_id, differences, fill, named


async def test_a8_t1_the_list_and_ones_own_rank_agree_for_10_000_players_with_many_ties(
    kit: BusHarness, game: GamificationModule
) -> None:
    now = kit.clock.now()
    await load(kit.kernel.uow, 10_000, seed=8)
    places = {each.user_id: each.places[BoardKind.ALL] for each in crowd(10_000, 8, now)}
    movers = sorted(places)[::100]
    await fill(kit.kernel, [(user_id, 10, now) for user_id in movers])
    for user_id in movers:
        places[user_id] = Place.of(user_id, places[user_id].score + 10, now)
    ordered = sorted(places.values(), key=attrgetter("score", "neg_reached", "neg_user"))[::-1]
    assert len({place.score for place in ordered}) < 1_500, "there are many ties"
    ever = await board_id(kit.kernel, BoardKind.ALL, now)
    scores = Scores()
    async with kit.kernel.uow.reading() as tx:
        listed = await scores.top(tx, ever, 10_000)
        assert [each.user_id for each in listed] == [place.user_id for place in ordered]
        for rank, place in enumerate(ordered, start=1):
            assert await scores.rank(tx, ever, place) == rank
        assert await scores.players(tx, ever) == 10_000
        around = await game.boards.leaderboards.standing(tx, ever, ordered[5_000].user_id)
    assert [each.user_id for each in around.around] == [p.user_id for p in ordered[4_998:5_003]]
    assert [each.rank for each in around.around] == list(range(4_999, 5_004))


async def test_a_crowd_is_the_same_for_the_same_seed_and_comes_only_into_an_empty_house(
    kit: BusHarness, game: GamificationModule
) -> None:
    now = kit.clock.now()
    assert list(crowd(50, 3, now)) == list(crowd(50, 3, now)) != list(crowd(50, 4, now))
    told: list[int] = []
    written = await load(kit.kernel.uow, 50, 3, told.append)
    assert (sum(told), written) == (50, sum(len(each.places) for each in crowd(50, 3, now)))
    with pytest.raises(NotEmptyError):
        await load(kit.kernel.uow, 50, 3)
    async with kit.kernel.uow.reading() as tx:
        ids = (await tx.execute(sa.select(board.c.board_id))).scalars().all()
        assert await differences(tx, ids) == []


async def test_a8_t3_replayed_events_change_no_total(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(*(award(user_id, 10 * user_id) for user_id in (1, 2, 3)), award(1, 5))
    seen = [each for each in kit.published.events if isinstance(each, PointsAwardedEvent)]
    before = await game.boards.leaderboards.view("week", 1)
    for _ in range(3):
        kit.redeliver(seen)
        await kit.settle()
    assert await game.boards.leaderboards.view("week", 1) == before
    assert [entry.score for entry in before.top] == [30, 20, 15]


async def test_what_is_earned_counts_in_every_edition_of_its_moment(
    game: GamificationModule, say: Say
) -> None:
    await say(award(7, 40), award(7, 2))
    for kind in ("all", "week", "month", "season"):
        view = await game.boards.leaderboards.view(kind, 7)
        assert view.me is not None
        assert (view.me.score, view.me.rank, view.players) == (42, 1, 1)
    assert (await game.boards.leaderboards.view("week", 7)).code == "2026-w10"
    assert (await game.boards.leaderboards.view("season", 7)).code == "2026-q1"


async def test_a8_t4_who_opts_out_disappears_at_once_and_still_sees_their_own_rank(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(*(named(user, f"P{user}") for user in range(1, 31)))
    await say(*(award(user, 1_000 - user) for user in range(1, 31)))
    await game.boards.leaderboards.hide(20, is_hidden=True)
    await game.boards.leaderboards.hide(3, is_hidden=True)
    seen = await game.boards.leaderboards.view("week", 21)
    assert "P3" not in [entry.name for entry in seen.top]
    assert [entry.name for entry in seen.around] == ["P18", "P19", "P21", "P22", "P23"]
    assert seen.players == 28
    own = await game.boards.leaderboards.view("week", 20)
    assert own.is_hidden
    assert own.me is not None
    assert own.me.rank == 19
    await game.boards.leaderboards.hide(20, is_hidden=False)
    again = await game.boards.leaderboards.view("week", 21)
    assert "P20" in [entry.name for entry in again.around]
    async with kit.kernel.uow.reading() as tx:
        ids = (await tx.execute(sa.select(board.c.board_id))).scalars().all()
        assert await differences(tx, ids) == []


async def test_what_somebody_hidden_earns_counts_when_they_show_themselves_again(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(award(1, 10), award(2, 20))
    await game.boards.leaderboards.hide(1, is_hidden=True)
    await say(award(1, 90))
    await game.boards.leaderboards.hide(1, is_hidden=False)
    view = await game.boards.leaderboards.view("week", 1)
    assert [(entry.score, entry.is_me) for entry in view.top] == [(100, True), (20, False)]


async def test_who_is_banned_is_not_listed_and_keeps_the_score(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    kit.add(game.of_bans)
    await say(award(1, 10), award(2, 20))
    case = new_event_id()
    await say(UserBannedEvent(user_id=2, case_id=case, reason="cheating"))
    assert [entry.score for entry in (await game.boards.leaderboards.view("week", 1)).top] == [10]
    await say(UserUnbannedEvent(user_id=2, case_id=case, reason="a mistake"))
    assert [entry.score for entry in (await game.boards.leaderboards.view("week", 1)).top] == [
        20,
        10,
    ]


async def test_the_streak_board_follows_streaks_up_and_down(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    def streak(user_id: int, before: int, now: int) -> StreakUpdatedEvent:
        return StreakUpdatedEvent(
            user_id=user_id, previous_streak=before, current_streak=now, is_broken=not now
        )

    await say(streak(1, 0, 1), streak(2, 0, 1), streak(1, 1, 2))
    view = await game.boards.leaderboards.view("streak", 2)
    assert [(entry.score, entry.is_me) for entry in view.top] == [(2, False), (1, True)]
    await say(streak(1, 2, 0))
    assert [entry.score for entry in (await game.boards.leaderboards.view("streak", 2)).top] == [1]


@pytest.mark.parametrize(
    ("said", "shown"),
    [("Ada", "Ada"), ("@ada_l", ""), ("#0042", ""), ("<b>Ada</b>", "<b>Ada</b>")],
)
async def test_others_see_a_name_never_a_handle_or_an_id(
    game: GamificationModule, say: Say, said: str, shown: str
) -> None:
    await say(named(42, said), award(42, 10))
    [entry] = (await game.boards.leaderboards.view("week", 1)).top
    assert entry.name == shown
    changed = UserProfileUpdatedEvent(
        user_id=42, updated_fields=("first_name",), first_name="Grace"
    )
    await say(changed)
    [entry] = (await game.boards.leaderboards.view("week", 1)).top
    assert entry.name == "Grace"


async def test_who_is_forgotten_is_nowhere_and_counted_nowhere(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    await say(named(1, "Ada"), award(1, 10), award(2, 20))
    assert (await game.service.export(1))["gamification_board_score"]
    await game.service.erase(1)
    await game.service.erase(1)
    assert not any((await game.service.export(1)).values())
    assert (await game.boards.leaderboards.view("all", 2)).players == 1
    async with kit.kernel.uow.reading() as tx:
        ids = (await tx.execute(sa.select(board.c.board_id))).scalars().all()
        assert await differences(tx, ids) == []


async def test_concurrent_news_of_many_players_keep_the_histogram_exact(
    kit: BusHarness, game: GamificationModule, say: Say
) -> None:
    dice = random.Random(3)
    await say(*(award(dice.randrange(1, 40), dice.choice([10, 50, 1_500])) for _ in range(300)))
    for user in range(1, 40, 3):
        await game.boards.leaderboards.hide(user, is_hidden=True)
    await say(*(award(dice.randrange(1, 40), dice.choice([10, 50, 1_500])) for _ in range(100)))
    async with kit.kernel.uow.reading() as tx:
        ids = (await tx.execute(sa.select(board.c.board_id))).scalars().all()
        assert await differences(tx, ids) == []


async def test_nobody_sees_a_board_that_does_not_exist(game: GamificationModule) -> None:
    with pytest.raises(NoSuchBoardError):
        await game.boards.leaderboards.view("friends", 1)
