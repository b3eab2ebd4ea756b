"""What was earned and why: one short line each, in the steward's words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.gateway.notifications import Notification
from bot.i18n import Translator
from bot.ui.navigation import Place, link
from bot.ui.screen import Screen
from bot.ui.text import escape, number, signed

_REASONED = "points.awarded"

_ORDER = (
    "adjustment.applied",
    "adjustment.refused",
    "adjustment.timed_out",
    "decision.refused",
    "decision.withdrawn",
    "decision.paid",
    "story.ready",
    "story.defaulted",
    "clue.found",
    "streak.broken",
    "streak.grown",
    "points.awarded.welcome",
    "points.awarded.daily_visit",
    "points.awarded.decision",
    "points.awarded.chapter_completed",
    "points.awarded.streak_milestone",
    "level.reached",
    "points.awarded.level_reward",
    "achievement.unlocked",
    "points.awarded.achievement",
)
"""Each cause stands before what it paid, whichever of them was settled first."""


def reward_lines(rewards: Sequence[Notification], t: Translator) -> list[str]:
    """A line per reward, a cause before what it paid; besitos of one kind are added up."""
    lines: dict[str, str] = {}
    sums: dict[str, int] = {}
    for index, reward in enumerate(sorted(rewards, key=_place)):
        params = dict(reward.params)
        if reward.kind == _REASONED and not params.get("note"):
            kind = f"{reward.kind}.{params['action']}"
            sums[kind] = sums.get(kind, 0) + int(str(params["amount"]))
            lines[kind] = t(
                "reward.points",
                amount=number(sums[kind]),
                reason=_reason(t, str(params["action"])),
            )
        else:
            lines[f"{reward.kind}.{index}"] = _line(reward.kind, params, t)
    return list(lines.values())


def _place(reward: Notification) -> int:
    kind = reward.kind
    if kind == _REASONED and not reward.params.get("note"):
        kind = f"{kind}.{reward.params['action']}"
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _reason(t: Translator, action: str) -> str:
    key = f"reward.reason.{action}"
    return t(key) if t.has(key) else t("reward.reason.other")


def _line(kind: str, params: dict[str, object], t: Translator) -> str:
    values: dict[str, object] = {
        name: number(value) if isinstance(value, int) else escape(str(value))
        for name, value in params.items()
    }
    if kind == "achievement.unlocked":
        values["name"] = t(f"achievement.{params['code']}.name")
    if kind.startswith("streak."):
        values["days"] = t("days.count", count=params["days"])
    if kind == "clue.found":
        names = params["names"]
        values["clue"] = escape(names[t.language]) if isinstance(names, dict) else ""
    if kind == "adjustment.refused":
        reason = f"reward.adjustment.{params['reason']}"
        values["reason"] = t(reason) if t.has(reason) else t("reward.adjustment.conflict")
    if kind.startswith("adjustment."):
        for name in ("asked", "moved"):
            values[name] = signed(int(str(params[name])))
    if kind == _REASONED:
        return t("reward.points.noted", **values)
    return t(f"reward.{kind}", **values)


def notice(rewards: Sequence[Notification], t: Translator) -> Screen:
    """What no turn has told: one message from the steward."""
    lines = "\n".join(reward_lines(rewards, t))
    rows = [[link(t, Place.PROFILE), link(t, Place.MENU)]]
    return Screen("notice", t("reward.notice", lines=lines), rows=rows)
