"""What was earned and why: one short line each, in the steward's words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.gateway.notifications import Notification
from bot.i18n import Translator
from bot.ui.items import item_name
from bot.ui.navigation import Place, link
from bot.ui.reminders import NUDGES, nudge_lines, nudge_rows
from bot.ui.screen import Row, Screen
from bot.ui.text import escape, number, signed

_REASONED = "points.awarded"

_ORDER = (
    "adjustment.applied",
    "adjustment.refused",
    "adjustment.timed_out",
    "adjustment.deferred",
    "adjustment.declined",
    "adjustment.expired",
    "decision.refused",
    "decision.withdrawn",
    "decision.paid",
    "story.ready",
    "story.ready.aside",
    "story.defaulted",
    "clue.found",
    "streak.broken",
    "streak.mended",
    "alias.reset",
    "streak.grown",
    "points.awarded.welcome",
    "points.awarded.daily_visit",
    "points.awarded.decision",
    "points.awarded.chapter_completed",
    "points.awarded.streak_milestone",
    "level.reached",
    "points.awarded.level_reward",
    "mission.completed",
    "points.awarded.mission",
    "points.awarded.mission_bonus",
    "points.awarded.trivia",
    "duel.won",
    "duel.lost",
    "duel.drawn",
    "achievement.unlocked",
    "achievement.reviewed",
    "points.awarded.achievement",
)
"""Each cause stands before what it paid, whichever of them was settled first."""


_DOORS = {
    "adjustment.deferred": Place.PENDING,
    "story.ready.aside": Place.BOOKS,
    "story.defaulted": Place.STORY,
    "story.ready": Place.STORY,
}
"""What can be done about a notice at once."""


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


def _achievement(params: dict[str, object], t: Translator) -> str:
    """Its name: from the catalogue, or, for one that was added at run time, brought along."""
    key = f"achievement.{params['code']}.name"
    names = params.get("names")
    said = names.get(t.language) or names.get("en") if isinstance(names, dict) else None
    name = t(key) if t.has(key) else escape(said or str(params["code"]))
    tier = int(str(params.get("tier", 1)))
    return name if tier == 1 else t("reward.achievement.tier", name=name, tier=number(tier))


def _adjustment(kind: str, params: dict[str, object], t: Translator) -> dict[str, object]:
    values: dict[str, object] = {n: signed(int(str(params[n]))) for n in ("asked", "moved")}
    if kind == "adjustment.refused":
        reason = f"reward.adjustment.{params['reason']}"
        values["reason"] = t(reason) if t.has(reason) else t("reward.adjustment.conflict")
    return values


def _line(kind: str, params: dict[str, object], t: Translator) -> str:
    values: dict[str, object] = {
        name: number(value) if isinstance(value, int) else escape(str(value))
        for name, value in params.items()
    }
    if "item" in params:
        values["item"] = item_name(t, str(params["item"]))
    if kind.startswith("achievement."):
        values["name"] = _achievement(params, t)
    if kind == "mission.completed":
        key = f"mission.{params['code']}"
        values["name"] = t(key, goal=values["goal"]) if t.has(key) else t("missions.former")
    if kind.startswith("streak."):
        values["days"] = t("days.count", count=params["days"])
    if kind == "clue.found":
        names = params["names"]
        values["clue"] = escape(names[t.language]) if isinstance(names, dict) else ""
    if kind.startswith("story."):
        titles = params.get("titles")
        values["title"] = escape(titles[t.language]) if isinstance(titles, dict) else "…"
    if kind.startswith("league."):
        values["name"] = t(f"league.name.{params['tier']}")
    if kind.startswith("adjustment."):
        values |= _adjustment(kind, params, t)
    if kind == _REASONED:
        return t("reward.points.noted", **values)
    return t(f"reward.{kind}", **values)


def notice(notifications: Sequence[Notification], t: Translator) -> Screen:
    """What no turn has told: one message from the steward, nudges last."""
    nudges = [each for each in notifications if each.category in NUDGES]
    rewards = [each for each in notifications if each.category not in NUDGES]
    parts = []
    if rewards:
        parts.append(t("reward.notice", lines="\n".join(reward_lines(rewards, t))))
    rows: list[Row] = [[link(t, Place.PROFILE), link(t, Place.MENU)]]
    for kind, place in _DOORS.items():
        if any(each.kind == kind for each in rewards):
            rows.insert(0, [link(t, place)])
    if nudges:
        parts += nudge_lines(nudges, t)
        rows = nudge_rows(nudges, t)
    return Screen("notice", "\n\n".join(parts), rows=rows)
