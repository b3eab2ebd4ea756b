"""How the games look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.features.games.callbacks import (
    AcceptDuel,
    AnswerDuel,
    CancelDuel,
    Challenge,
    PlayDuel,
    ThrowDice,
)
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import escape, number
from domains.gamification.dice.model import Table, Throw
from domains.gamification.duels.model import OPEN, RUNNING, Duel, Round
from domains.gamification.trivia.model import Asked, Question

ONE = 10_000


def dice(table: Table, t: Translator) -> Screen:
    """The table: what each value pays."""
    pays = "\n".join(
        t("dice.pays", value=value, factor=f"{bps / ONE:g}")
        for value, bps in enumerate(table.bps, 1)
        if bps
    )
    text = t("dice.text", pays=pays, free=table.free_left, each=number(table.free_pays))
    return Screen("dice", text, rows=[*_stakes(table, t), [back(t)]])


def thrown(throw: Throw, table: Table, t: Translator) -> Screen:
    """What the die came to."""
    said = {"value": throw.value or 0, "payout": number(throw.payout)}
    if throw.payout:
        text = t("dice.won", **said)
    else:
        text = t("dice.lost", stake=number(throw.stake), **said)
    version = f"{throw.id}"
    return Screen("dice", text, rows=[*_stakes(table, t), [back(t)]], version=version)


def _stakes(table: Table, t: Translator) -> list[Row]:
    paid = [
        Button(t("dice.stake", stake=number(stake)), ThrowDice(stake=stake))
        for stake in table.stakes
    ]
    if not table.free_left:
        return [paid]
    free = Button(t("dice.free", left=table.free_left), ThrowDice(stake=0), style="primary")
    return [[free], paid]


def duels(
    latest: Sequence[Duel],
    names: Mapping[int, str],
    stakes: Sequence[int],
    user_id: int,
    t: Translator,
) -> Screen:
    """The last ones, and what a new one may be for."""
    lines = "\n".join(_line(duel, names, user_id, t) for duel in latest)
    rows: list[Row] = [
        [Button(t("duel.go_on"), PlayDuel(code=duel.code), style="primary")]
        for duel in latest
        if duel.state == RUNNING
    ]
    opened = [duel for duel in latest if duel.state == OPEN]
    rows += [[Button(t("duel.cancel"), CancelDuel(code=duel.code))] for duel in opened]
    if not opened:
        rows.append([Button(t("duel.stake", stake=number(s)), Challenge(stake=s)) for s in stakes])
    text = t("duel.text", lines=lines or t("duel.none"))
    return Screen("duel", text, rows=[*rows, [back(t)]])


def invitation(duel: Duel, username: str, t: Translator) -> Screen:
    """Something to pass on."""
    link = f"https://t.me/{username}?start=d_{duel.code}"
    share = f"https://t.me/share/url?url={link}"
    rows: list[Row] = [
        [Button(t("duel.share"), url=share)],
        [Button(t("duel.cancel"), CancelDuel(code=duel.code))],
        [back(t, Place.DUEL)],
    ]
    text = t("duel.invitation", link=link, stake=number(duel.stake))
    return Screen("duel", text, rows=rows)


def invited(duel: Duel, challenger: str, user_id: int, t: Translator) -> Screen:
    """Will you?"""
    if duel.has(user_id):
        rows: list[Row] = [[back(t, Place.DUEL)]]
        if duel.state == RUNNING:
            rows = [[Button(t("duel.go_on"), PlayDuel(code=duel.code), style="primary")], *rows]
        return Screen("duel", t("duel.yours"), rows=rows)
    said = t(
        "duel.invited",
        name=escape(challenger),
        stake=number(duel.stake),
        count=len(duel.question_ids),
    )
    yes = Button(
        t("duel.accept", stake=number(duel.stake)), AcceptDuel(code=duel.code), style="success"
    )
    return Screen("duel", said, rows=[[yes], [back(t)]])


def duel(
    at: Round, question: Question | None, now: datetime, user_id: int, t: Translator, said: str
) -> Screen:
    """A question, a wait, or the end."""
    if at.asked is None or question is None:
        return _standing(at, user_id, t, said)
    words, options = at.asked.shown(question, t.language)
    rows: list[Row] = [
        [Button(option, AnswerDuel(code=at.duel.code, asked=at.asked.id, option=place))]
        for place, option in enumerate(options)
    ]
    text = t(
        "duel.question",
        said=f"{said}\n\n" if said else "",
        number=at.number,
        total=at.total,
        question=escape(words),
        seconds=max(1, int((at.asked.expires_at - now).total_seconds())),
    )
    return Screen("duel", text, rows=rows)


def verdict(asked: Asked, question: Question, t: Translator) -> str:
    """One line on the last answer."""
    _, options = asked.shown(question, t.language)
    key = "duel.right" if asked.is_correct else "duel.wrong"
    return t(key, right=escape(options[asked.right]))


def _standing(at: Round, user_id: int, t: Translator, said: str) -> Screen:
    mine, theirs = at.duel.score_of(user_id), at.duel.score_of(at.duel.other(user_id) or 0)
    if mine is None or theirs is None:
        text = t("duel.waiting")
    else:
        text = t("duel.over", mine=mine, theirs=theirs, outcome=_outcome(at.duel, user_id, t))
    rows = [[back(t, Place.DUEL)]]
    return Screen("duel", f"{said}\n\n{text}" if said else text, rows=rows)


def _outcome(duel: Duel, user_id: int, t: Translator) -> str:
    if duel.winner_id is None:
        return t("duel.outcome.drawn")
    return t("duel.outcome.won" if duel.winner_id == user_id else "duel.outcome.lost")


def _line(duel: Duel, names: Mapping[int, str], user_id: int, t: Translator) -> str:
    other = duel.other(user_id)
    name = escape(names.get(other, "")) if other else t("duel.nobody")
    finished = duel.score_of(user_id) is not None
    state = _outcome(duel, user_id, t) if finished else t(f"duel.state.{duel.state}")
    return t("duel.line", name=name, stake=number(duel.stake), state=state)
