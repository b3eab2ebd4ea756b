"""A8.3: what others read on boards is a name of the player's choice, or their own, never more."""

from __future__ import annotations

import asyncio
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.core import Kernel, UserProfileUpdatedEvent
from domains.core.testing import SteppedClock
from domains.gamification.aliases.errors import AliasRefusedError, AliasTooSoonError
from domains.gamification.aliases.model import AliasRules, alias_of
from domains.gamification.aliases.service import Aliases
from domains.gamification.module import GamificationModule
from tests.domains.gamification.conftest import Say
from tests.domains.gamification.editions import award, named

ME, OTHER = 7, 8
DAY = 86_400
RULES = AliasRules()


@pytest.fixture
def aliases(game: GamificationModule) -> Aliases:
    return game.boards.aliases


async def read_by_others(game: GamificationModule) -> list[str]:
    """Names on the board of the week and in the league, as somebody else reads them."""
    view = await game.boards.leaderboards.view("week", OTHER)
    league = await game.boards.leagues.view(OTHER)
    assert league is not None
    names = [entry.name for entry in view.top]
    assert sorted(names) == sorted(entry.name for entry in league.entries)
    return names


@pytest.mark.parametrize(
    "name",
    [
        "Ana",
        "El Búho 7",
        "Jean-Luc",
        "O'Neill",
        "Ñandú",
        "Мария",
        "小林",
        "Dianita",
        "Computadora",
    ],
)
def test_what_is_a_name_is_taken_as_it_is(name: str) -> None:
    assert alias_of(name, RULES) == name


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "too_short"),
        ("a", "too_short"),
        (" \u200b\u202e\x00 ", "too_short"),
        ("x" * 21, "too_long"),
        ("x" * 5_000, "too_long"),
        ("@ana_99", "characters"),
        ("#1234", "characters"),
        ("<b>Ana</b>", "characters"),
        ("t.me/ana", "characters"),
        ("12345", "characters"),
        ("Ana 💋", "characters"),
        ("A\u0336n\u0336a\u0336\u0336", "characters"),
        ("Luc\u0456en", "scripts"),
        ("Lucien", "reserved"),
        ("  DIANA  ", "reserved"),
        ("D i a n a", "reserved"),
        ("D14n4", "reserved"),
        ("Lucíen", "reserved"),
        ("the admin", "reserved"),
        ("Hija de Puta", "words"),
        ("p-u-t-a", "words"),
        ("F.u.c.k you", "words"),
        ("H1tl3r", "words"),
    ],
)
def test_what_is_none_is_refused_with_the_reason(text: str, problem: str) -> None:
    with pytest.raises(AliasRefusedError) as refusal:
        alias_of(text, RULES)
    assert refusal.value.params["problem"] == problem


@given(st.text(max_size=60))
def test_whatever_is_typed_what_is_taken_is_short_plain_and_stays_itself(text: str) -> None:
    try:
        name = alias_of(text, RULES)
    except AliasRefusedError:
        return
    assert RULES.shortest <= len(name) <= RULES.longest
    assert not set(name) & set('<>&@#/\\\n\t"')
    assert all(unicodedata.category(character)[0] != "C" for character in name)
    assert alias_of(name, RULES) == name


async def test_a_chosen_name_is_read_everywhere_at_once_and_outlives_a_new_profile(
    game: GamificationModule, aliases: Aliases, say: Say
) -> None:
    await say(named(ME, "Vera"), named(OTHER, "Otto"), award(ME, 20), award(OTHER, 10))
    assert await read_by_others(game) == ["Vera", "Otto"]
    assert await aliases.choose(ME, " Night  Owl ") == "Night Owl"
    assert await read_by_others(game) == ["Night Owl", "Otto"]
    renamed = UserProfileUpdatedEvent(
        user_id=ME, updated_fields=("first_name",), first_name="Veronica"
    )
    await say(renamed)
    assert await read_by_others(game) == ["Night Owl", "Otto"]
    await aliases.drop(ME)
    assert await read_by_others(game) == ["Veronica", "Otto"]


async def test_a_name_is_chosen_once_in_thirty_days_and_dropped_whenever(
    aliases: Aliases, clock: SteppedClock
) -> None:
    await aliases.choose(ME, "Night Owl")
    await aliases.choose(ME, "Night Owl")
    with pytest.raises(AliasTooSoonError):
        await aliases.choose(ME, "Day Owl")
    await aliases.drop(ME)
    await aliases.drop(ME)
    view = await aliases.view(ME)
    assert (view.shown, view.chosen) == ("", None)
    assert view.change_at is not None
    clock.advance(30 * DAY - 1)
    with pytest.raises(AliasTooSoonError):
        await aliases.choose(ME, "Day Owl")
    clock.advance(1)
    assert (await aliases.view(ME)).change_at is None
    assert await aliases.choose(ME, "Day Owl") == "Day Owl"


async def test_of_many_names_chosen_at_once_one_holds(aliases: Aliases) -> None:
    outcomes = await asyncio.gather(
        *(aliases.choose(ME, f"Owl {letter}") for letter in "abcdefgh"), return_exceptions=True
    )
    taken = [each for each in outcomes if isinstance(each, str)]
    assert taken == [(await aliases.view(ME)).shown]
    assert sum(isinstance(each, AliasTooSoonError) for each in outcomes) == 7


async def test_the_numbers_and_words_are_those_of_the_book(
    game: GamificationModule, aliases: Aliases, clock: SteppedClock
) -> None:
    now = game.book.now
    rules = AliasRules(pause_days=1, words=("owl",), shortest=1)
    game.book.replace(now.model_copy(update={"aliases": rules}))
    with pytest.raises(AliasRefusedError):
        await aliases.choose(ME, "Owl")
    await aliases.choose(ME, "Jo")
    clock.advance(DAY)
    assert await aliases.choose(ME, "Jojo") == "Jojo"


async def test_who_is_forgotten_takes_the_name_along(
    kernel: Kernel, game: GamificationModule, aliases: Aliases
) -> None:
    await aliases.choose(ME, "Night Owl")
    assert "Night Owl" in str(await game.service.export(ME))
    await game.service.erase(ME)
    assert "Night Owl" not in str(await game.service.export(ME))
    assert (await aliases.view(ME)).chosen is None
