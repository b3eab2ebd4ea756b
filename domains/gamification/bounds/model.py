"""Limits as pure functions of what a day has brought so far (A1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from domains.gamification.points.model import Account, Burst
from domains.gamification.rules.model import ONE, PointRules


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule has brought somebody on one UTC day: besitos before and after the limits.

    `times` counts the target that was asked for only.
    """

    rule_code: str
    raw: int
    granted: int
    times: int = 0


def part_of(rules: PointRules, account: Account, tally: Tally, at: datetime) -> int:
    """Basis points of the whole that an earning is worth to this account, the n-th time today."""
    rule = rules.rule(tally.rule_code)
    part = ONE
    for _ in range(tally.times if rule.repeat_part < ONE else 0):
        part = (part * rule.repeat_part + ONE // 2) // ONE
    if at < account.opened_at + timedelta(hours=rules.newcomer_hours):
        part = (part * rule.newcomer_part + ONE // 2) // ONE
    return max(1, part)


def room_for(rules: PointRules, tallies: Mapping[str, Tally], rule_code: str) -> int | None:
    """Besitos that a rule may still bring today; None for no limit. Gains only (A1.8)."""
    rooms = []
    own = rules.rule(rule_code).daily_cap
    if own is not None:
        rooms.append(own - (tallies[rule_code].granted if rule_code in tallies else 0))
    if rule_code not in rules.cap_exempt:
        rooms.append(rules.daily_cap - counted(rules, tallies.values()))
    return max(0, min(rooms)) if rooms else None


def counted(rules: PointRules, tallies: Iterable[Tally]) -> int:
    """What counts for the global limit of a day."""
    return sum(t.granted for t in tallies if t.rule_code not in rules.cap_exempt)


def reopened(rules: PointRules, tallies: Mapping[str, Tally]) -> Iterator[tuple[str, int]]:
    """What the limits had cut and have room for now, by rule.

    A day grants min(cap, Σ raw of what stands), so what is reversed makes room (A1.7).
    """
    seen = dict(tallies)
    for code in sorted(tallies):
        tally = seen[code]
        room = room_for(rules, seen, code)
        more = tally.raw - tally.granted
        more = more if room is None else min(more, room)
        if more > 0:
            seen[code] = Tally(code, tally.raw, tally.granted + more)
            yield code, more


def burst_with(rules: PointRules, account: Account, at: datetime) -> Burst:
    """How many causes were paid in a short time, this one included, and since when.

    More than `velocity_limit` are more than a person can bring about.
    """
    since = account.burst_from
    if since is None or at - since >= timedelta(seconds=rules.velocity_seconds):
        return Burst(1, at)
    return Burst(account.burst + 1, since)
