"""Boards and their cards, seen from the reader's chair."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from bot.features.leaderboard import views
from bot.features.leaderboard.callbacks import BeSeen, ShowBoard
from bot.features.leaderboard.subscribers import LeagueNotices
from bot.gateway.notifications import Notification, NotificationCenter
from bot.gateway.notifications.tables import notification
from bot.i18n import Translators
from bot.ui.cards import BoardCard, BoardLine, Figure, ProfileCard, Studio
from bot.ui.cards.paper import fitted, font, legible
from bot.ui.rewards import reward_lines
from bot.ui.screen import Picture, Screen
from bot.ui.show import fits_together
from domains.core import Kernel, LeagueJoinedEvent
from domains.gamification.leaderboards.model import BoardKind, BoardView, Entry
from domains.gamification.leagues.model import LeagueEntry, LeagueView

TRANSLATORS = Translators()
LANGUAGES = TRANSLATORS.languages
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOSTILE = (
    "<b>Ada</b>",
    "\u202egnp.exe",
    "A" * 64,
    "\u200b\u200b",
    "王小明",
    "🌸🌸🌸",
    "",
    "Ñandú",
)


def board(*names: str, kind: BoardKind = BoardKind.WEEK, me: int = 0) -> BoardView:
    top = tuple(Entry(n, name, 1_000 - n, n == me) for n, name in enumerate(names[:10], start=1))
    around = tuple(Entry(40 + n, f"P{n}", 200 - n, n == 2) for n in range(5))
    ends_at = None if kind in (BoardKind.ALL, BoardKind.STREAK) else NOW + timedelta(days=5)
    code = {"week": "2026-w48", "month": "2026-11", "season": "2026-q4"}.get(kind, "ever")
    own = next((entry for entry in (*top, *around) if entry.is_me), None)
    return BoardView(kind, code, ends_at, top, () if me else around, own, 48_213, is_hidden=False)


def callbacks(view: BoardView, language: str) -> list[object]:
    page = views.board(view, NOW, TRANSLATORS.of(language))
    return [button.action for row in page.screen.rows for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(BoardKind))
def test_every_board_fits_under_its_picture_whatever_people_call_themselves(
    language: str, kind: BoardKind
) -> None:
    page = views.board(board(*HOSTILE, "x", "y", kind=kind), NOW, TRANSLATORS.of(language))
    picture = Picture(b"", page.filename, page.alt)
    assert fits_together(replace(page.screen, picture=picture), [])
    assert "<b>Ada" not in page.screen.text
    assert "&lt;b&gt;Ada" in page.screen.text
    assert page.screen.markup() is not None
    assert "48" in page.screen.text


def test_nobodys_id_is_anywhere_on_a_board() -> None:
    page = views.board(board("Ada", me=1), NOW, TRANSLATORS.of("en"))
    assert not hasattr(page.card.lines[0], "user_id")
    assert not hasattr(board("Ada").top[0], "user_id")


def test_the_last_day_of_a_period_is_counted_in_hours() -> None:
    late = replace(board("Ada"), ends_at=NOW + timedelta(hours=2, minutes=5))
    assert "3 hours" in views.board(late, NOW, TRANSLATORS.of("en")).screen.text
    assert "quedan 3 horas" in views.board(late, NOW, TRANSLATORS.of("es")).screen.text
    month = replace(board("Ada", kind=BoardKind.MONTH), ends_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert "Noviembre de 2026" in views.board(month, NOW, TRANSLATORS.of("es")).card.subtitle


def test_the_button_says_what_it_will_do_so_that_pressing_twice_changes_nothing() -> None:
    assert BeSeen(shown=False, kind="week") in callbacks(board("Ada"), "en")
    hidden = replace(board("Ada"), is_hidden=True)
    assert BeSeen(shown=True, kind="week") in callbacks(hidden, "en")
    assert ShowBoard(kind="week", previous=True) in callbacks(hidden, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tier", [1, 5, 10])
def test_a_league_says_who_rises_and_who_falls(language: str, tier: int) -> None:
    entries = tuple(LeagueEntry(n, f"P{n}", 100 - n, n == 20) for n in range(1, 31))
    rising = 0 if tier == 10 else 7
    view = LeagueView("2026-w48", tier, 10, entries, rising, 31 if tier == 1 else 24)
    page = views.league(view, TRANSLATORS.of(language))
    assert [line.rank for line in page.card.lines] == [*range(1, 11), 18, 19, 20, 21, 22]
    assert ("24" in page.screen.text) == (tier != 1)
    assert views.league(None, TRANSLATORS.of(language)).card.lines == ()


# -- pictures ---------------------------------------------------------------------------


def card(*names: str) -> BoardCard:
    lines = tuple(
        BoardLine(n, name, f"{100 - n} XP", 1 / n, n == 2) for n, name in enumerate(names, 1)
    )
    return BoardCard("This week", "Week 48, 2026", lines, "8 players", "A guest", "Nobody")


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


async def test_a_card_is_drawn_once_and_is_light_and_wide_enough_for_a_phone() -> None:
    studio = Studio()
    first, again = await asyncio.gather(studio.draw(card(*HOSTILE)), studio.draw(card("Ada")))
    assert await studio.draw(card(*HOSTILE)) is first
    assert first != again
    assert studio.draws == 2
    studio.close()
    picture = opened(first)
    assert (picture.width, picture.format) == (1080, "PNG")
    assert len(first) < 100_000


async def test_two_who_ask_for_the_same_card_at_once_wait_for_one_drawing() -> None:
    studio = Studio()
    pictures = await asyncio.gather(*(studio.draw(card("Ada", "Grace")) for _ in range(5)))
    studio.close()
    assert len({id(picture) for picture in pictures}) == 1
    assert studio.draws == 1


def test_ones_own_line_is_another_colour() -> None:
    mine, theirs = opened(card("Ada", "Grace").draw()), opened(card("Ada").draw())
    at = (40, 210 + 96 + 40)  # left of the second line
    assert mine.convert("RGB").getpixel(at) != theirs.convert("RGB").getpixel(at)


def test_a_profile_grows_with_what_there_is_to_tell() -> None:
    short = ProfileCard(
        "🌸",
        "",
        "",
        "A guest",
        "Level 1",
        "0 XP",
        0.0,
        (Figure("0", "besitos"),),
        "Next",
        (),
        "New",
        (),
    )
    long = replace(short, goals=("3 besitos to a clue", "A" * 200), unlocks=("The first step",))
    assert opened(long.draw()).height > opened(short.draw()).height
    assert opened(short.draw()).width == 1080


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Ñandú  Ibáñez", "Ñandú Ibáñez"),
        ("Жанна", "Жанна"),
        ("🌸 Lucía 🌸", "Lucía"),
        ("\u202eevil\u202c", "evil"),
        ("王小明", ""),
        ("a\u0000b\nc", "ab c"),
        ("👨\u200d👩\u200d👧", ""),
    ],
)
def test_letters_we_have_are_written_and_the_rest_is_left_out(said: str, written: str) -> None:
    assert legible(said) == written


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    face = font(30)
    cut = fitted("W" * 64, face, 400)
    assert cut.endswith("…")
    assert face.getlength(cut) <= 400
    assert fitted("Ada", face, 400) == "Ada"


# -- the league's news --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [(None, 1, []), (2, 2, []), (1, 2, ["league.risen"]), (3, 2, ["league.fallen"])],
)
async def test_who_moves_a_room_is_told_so_once(
    kernel: Kernel, before: int | None, now: int, told: list[str]
) -> None:
    async def render(notifications: Sequence[Notification]) -> Screen:
        return Screen("notice", "")

    center = NotificationCenter(kernel, None, render)  # type: ignore[arg-type]
    event = LeagueJoinedEvent(user_id=7, week="2026-w10", tier=now, previous_tier=before)
    for _ in range(2):
        async with kernel.uow() as tx:
            await LeagueNotices(center)._joined(event, tx)
    async with kernel.uow.reading() as tx:
        kinds = (await tx.execute(sa.select(notification.c.kind))).scalars().all()
    assert kinds == told
    for kind in kinds:
        for language in LANGUAGES:
            news = Notification(1, 7, kind, {"tier": now}, "tick", 0, NOW)
            [line] = reward_lines([news], TRANSLATORS.of(language))
            assert "<b>" in line
