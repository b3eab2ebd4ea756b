"""The short form of `make drill`."""

from __future__ import annotations

import pytest

from tests.drill.foreman import Plan, drill

SHORT = Plan(
    seed=20260302,
    workers=2,
    events=400,
    keys=40,
    kills=3,
    redis_freezes=0,
    redis_kills=1,
    redis_losses=0,
    postgres_fast=0,
    postgres_immediate=0,
    pause=0.02,
    limit=60,
)


@pytest.mark.slow
def test_kill_nine_loses_nothing_doubles_nothing_and_keeps_the_order() -> None:
    report = drill(SHORT, lambda now: None)
    assert report.verdict.faults == [], report.last_words
    assert report.verdict.written == SHORT.events
    assert report.mishaps["worker killed"] >= SHORT.kills
