"""How the missions look."""

from __future__ import annotations

from datetime import datetime

from bot.features.missions.callbacks import ChooseExchange, ClaimMission, ExchangeMission
from bot.i18n import Translator
from bot.ui.navigation import Place, back
from bot.ui.screen import Button, Row, Screen
from bot.ui.text import bar, number
from domains.gamification.missions.model import SETS, Assignment, Board, Cadence, Status

HOUR, DAY_HOURS = 3_600, 48


def board(board: Board, now: datetime, t: Translator) -> Screen:
    """Sets first, then what has time; what can be claimed has a button."""
    parts = [t("missions.text")]
    for cadence in Cadence:
        of_cadence = [m for m in board.missions if m.cadence == cadence]
        if of_cadence:
            parts.append(_section(cadence, of_cadence, board, now, t))
    rows: list[Row] = [
        [
            Button(
                t("missions.claim", name=_name(m, t)), ClaimMission(mission=m.id), style="success"
            )
        ]
        for m in board.missions
        if m.status == Status.COMPLETED
    ]
    if _exchangeable(board):
        rows.append([Button(t("missions.exchange"), ChooseExchange())])
    return Screen("missions", "\n\n".join(parts), rows=[*rows, [back(t)]])


def exchange(board: Board, t: Translator) -> Screen:
    """What is not begun yet."""
    rows: list[Row] = [
        [Button(_name(m, t), ExchangeMission(mission=m.id, version=m.version))]
        for m in _exchangeable(board)
    ]
    cost = t("missions.exchange.text", free=board.free_rerolls, price=number(board.reroll_price))
    return Screen("missions", cost, rows=[*rows, [back(t, Place.MISSIONS)]])


def _section(
    cadence: Cadence, missions: list[Assignment], board: Board, now: datetime, t: Translator
) -> str:
    lines = [t(f"missions.{cadence.value}")]
    ends_at = board.ends_at.get(cadence.value) or missions[0].expires_at
    if cadence is not Cadence.ONCE and ends_at > now:
        lines[0] += t("missions.ends", time=_left(ends_at, now, t))
    lines += [_line(mission, t) for mission in missions]
    if bonus := board.bonuses.get(cadence.value):
        lines.append(t("missions.bonus", bonus=number(bonus)))
    return "\n".join(lines)


def _line(mission: Assignment, t: Translator) -> str:
    said = {"name": _name(mission, t), "reward": number(mission.reward)}
    if mission.status == Status.CLAIMED:
        return t("missions.claimed", **said)
    if mission.status == Status.COMPLETED:
        return t("missions.completed", **said)
    return t(
        "missions.open",
        bar=bar(mission.steps, mission.goal),
        steps=number(mission.steps),
        goal=number(mission.goal),
        **said,
    )


def _name(mission: Assignment, t: Translator) -> str:
    key = f"mission.{mission.code}"
    return t(key, goal=number(mission.goal)) if t.has(key) else t("missions.former")


def _exchangeable(board: Board) -> list[Assignment]:
    return [
        mission
        for mission in board.missions
        if mission.cadence in SETS and mission.status == Status.ACTIVE and not mission.steps
    ]


def _left(ends_at: datetime, now: datetime, t: Translator) -> str:
    hours = max(1, int((ends_at - now).total_seconds() // HOUR))
    if hours < DAY_HOURS:
        return t("missions.hours", count=hours)
    return t("days.count", count=hours // 24)
