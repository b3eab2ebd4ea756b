"""How boards look: a card, and the same in words below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_skeleton

from bot.features.leaderboard.callbacks import LEAGUE, BeSeen, ShowBoard
from bot.i18n import Translator
from bot.ui.cards import BoardCard, BoardLine
from bot.ui.navigation import Place, back, link
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, number
from domains.gamification.leaderboards.model import BoardKind, BoardView, Entry
from domains.gamification.leagues.model import LeagueEntry, LeagueView

TABS = (*(kind.value for kind in BoardKind), LEAGUE)
A_ROW = 2
"""Tabs in a row: three names do not fit on a narrow phone in Spanish."""
LONGEST_NAME = 24
"""In the words below the card: thirteen names must fit into a caption."""
BESIDE, TOP = 2, 10
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Page:
    """A screen whose picture is still to be drawn."""

    screen: Screen
    card: BoardCard
    filename: str
    alt: str


def board(view: BoardView, now: datetime, t: Translator, *, previous: bool = False) -> Page:
    """One edition of a board."""
    entries = _without_repeats(view.top, view.around)
    title, subtitle = t(f"board.title.{view.kind}"), _edition(view, now, t, previous=previous)
    best = max((entry.score for entry in entries), default=1)
    lines = [
        BoardLine(
            entry.rank,
            entry.name,
            t(f"board.score.{_unit(view)}", score=number(entry.score)),
            entry.score / best,
            entry.is_me,
        )
        for entry in entries
    ]
    players = t("board.players", count=view.players, players=number(view.players))
    own = _own(view, t)
    text = t("board.text", title=title, subtitle=subtitle, own=own, lines=_words(lines, t))
    screen = Screen("board", text, rows=_rows(view, t, previous=previous))
    return _page(screen, _card(title, subtitle, lines, players, t), lines, t)


def league(view: LeagueView | None, t: Translator) -> Page:
    """The thirty of this week, or how to be one of them."""
    title = t("board.title.league")
    rows = [*_tabs(t, LEAGUE), [back(t, Place.PROFILE)]]
    if view is None:
        screen = Screen("board", t("league.none"), rows=rows)
        return _page(screen, _card(title, "", [], "", t), [], t)
    subtitle = t(
        "league.tier", name=t(f"league.name.{view.tier}"), tier=view.tier, tiers=view.tiers
    )
    best = max((entry.score for entry in view.entries), default=1) or 1
    lines = [
        BoardLine(
            entry.rank,
            entry.name,
            t("board.score.xp", score=number(entry.score)),
            entry.score / best,
            entry.is_me,
        )
        for entry in _near(view.entries)
    ]
    rules = [t("league.rising", count=view.rising)] if view.rising else [t("league.top")]
    if view.falling <= len(view.entries):
        rules.append(t("league.falling", place=view.falling))
    text = t(
        "league.text",
        title=title,
        subtitle=subtitle,
        rules=" ".join(rules),
        lines=_words(lines, t),
    )
    seated = t("board.players", count=len(view.entries), players=len(view.entries))
    screen = Screen("board", text, rows=rows)
    return _page(screen, _card(title, subtitle, lines, seated, t), lines, t)


def _page(screen: Screen, card: BoardCard, lines: Sequence[BoardLine], t: Translator) -> Page:
    alt = t("board.alt", title=card.title, lines=_plain(lines, t))
    return Page(screen, card, "board.png", alt)


def _card(
    title: str, subtitle: str, lines: Sequence[BoardLine], footer: str, t: Translator
) -> BoardCard:
    return BoardCard(title, subtitle, tuple(lines), footer, t("board.nameless"), t("board.empty"))


def _unit(view: BoardView) -> str:
    return "days" if view.kind is BoardKind.STREAK else "xp"


def _own(view: BoardView, t: Translator) -> str:
    if view.me is None:
        return t("board.own.none")
    key = "board.own.hidden" if view.is_hidden else "board.own.rank"
    return t(key, rank=number(view.me.rank), players=number(view.players))


def _edition(view: BoardView, now: datetime, t: Translator, *, previous: bool) -> str:
    if view.ends_at is None:
        return t("board.edition.ever")
    if view.kind is BoardKind.MONTH:
        month = format_skeleton("yMMMM", view.ends_at - DAY, locale=t.language)
        name = month[0].upper() + month[1:]
    else:
        year, _, part = view.code.partition("-")
        name = t(f"board.edition.{view.kind}", year=year, part=int(part[1:]))
    if previous:
        return t("board.edition.over", edition=name)
    left = view.ends_at - now
    key, count = (
        ("days", left.days) if left >= DAY else ("hours", int(left.total_seconds() // 3600) + 1)
    )
    return t("board.edition.running", edition=name, left=t(f"board.left.{key}", count=count))


def _without_repeats(top: Sequence[Entry], around: Sequence[Entry]) -> list[Entry]:
    ranks = {entry.rank for entry in top}
    return [*top, *(entry for entry in around if entry.rank not in ranks or entry.is_me)]


def _near(entries: Sequence[LeagueEntry]) -> list[LeagueEntry]:
    mine = next((entry.rank for entry in entries if entry.is_me), 0)
    return [entry for entry in entries if entry.rank <= TOP or abs(entry.rank - mine) <= BESIDE]


def _words(lines: Sequence[BoardLine], t: Translator) -> str:
    """The card in words, folded away: for whoever cannot see it."""
    words = "\n".join(_line(line, t) for line in lines)
    return f"<blockquote expandable>{words}</blockquote>" if words else t("board.empty")


def _line(line: BoardLine, t: Translator) -> str:
    name = escape(_short(line.name)) or t("board.nameless")
    text = t("board.line", rank=number(line.rank), name=name, score=line.score)
    return f"<b>{text}</b>" if line.is_me else text


def _plain(lines: Sequence[BoardLine], t: Translator) -> str:
    return "; ".join(
        t(
            "board.line",
            rank=number(line.rank),
            name=line.name or t("board.nameless"),
            score=line.score,
        )
        for line in lines
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _tabs(t: Translator, chosen: str) -> list[Row]:
    def tab(kind: str) -> Button:
        name = t(f"board.tab.{kind}")
        return Button(f"● {name}" if kind == chosen else name, ShowBoard(kind=kind))

    tabs = [tab(kind) for kind in TABS]
    return [tabs[start : start + A_ROW] for start in range(0, len(tabs), A_ROW)]


def _rows(view: BoardView, t: Translator, *, previous: bool) -> list[Row]:
    kind = view.kind.value
    rows = _tabs(t, kind)
    if view.ends_at is not None:
        key = "board.present" if previous else "board.previous"
        rows.append([Button(t(key), ShowBoard(kind=kind, previous=not previous))])
    seen = "board.be_seen" if view.is_hidden else "board.be_unseen"
    rows.append([link(t, Place.ALIAS)])
    rows.append([Button(t(seen), BeSeen(shown=view.is_hidden, kind=kind))])
    return [*rows, [back(t, Place.PROFILE)]]
