"""The benchmark of the boards asks what it claims to ask."""

from __future__ import annotations

from tests.benchmarks import leaderboard


async def test_every_question_is_answered_and_both_ways_find_the_same_place(
    prepared_url: str,
) -> None:
    loaded, results = await leaderboard._contest(prepared_url, rounds=1, users=300)
    assert loaded > 0
    assert set(results) == {
        leaderboard.TOP,
        leaderboard.RANK,
        leaderboard.BESIDE,
        leaderboard.NAIVE,
    }
    assert all(result.quantile(0.5) > 0 for result in results.values())
