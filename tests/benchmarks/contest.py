"""Contestants take turns, shuffled in every round: the machine's moods hit all alike."""

from __future__ import annotations

import gc
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Run:
    """One turn of one contestant: how many events in how many seconds, and each one's seconds."""

    count: int
    seconds: float
    latencies: tuple[float, ...] = ()
    """Sorted. Empty where only the rate was measured."""

    @property
    def rate(self) -> float:
        """Events per second."""
        return self.count / self.seconds

    def quantile(self, share: float) -> float:
        """Seconds within which this share of the events was done."""
        return self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * share))]


@dataclass(frozen=True, slots=True)
class Result:
    """All turns of one contestant, in the order of the rounds."""

    runs: tuple[Run, ...]

    @property
    def rate(self) -> float:
        """The median of the rounds."""
        return median(run.rate for run in self.runs)

    def quantile(self, share: float) -> float:
        """The median over the rounds of each round's quantile, seconds."""
        return median(run.quantile(share) for run in self.runs)

    def ratio(self, other: Result) -> float:
        """How many times as fast as `other`: round by round, then the median.

        Two numbers of one round saw the same machine; two medians may not have.
        """
        pairs = zip(self.runs, other.runs, strict=True)
        return median(mine.rate / theirs.rate for mine, theirs in pairs)

    def slowness(self, other: Result, share: float) -> float:
        """How many times as long as `other` a quantile took: round by round, then the median."""
        pairs = zip(self.runs, other.runs, strict=True)
        return median(mine.quantile(share) / theirs.quantile(share) for mine, theirs in pairs)


Turn = Callable[[], Awaitable[Run]]


async def compete(turns: Mapping[str, Turn], rounds: int) -> dict[str, Result]:
    """So many turns of each contestant, after one that warms up and does not count."""
    runs: dict[str, list[Run]] = {name: [] for name in turns}
    order = list(turns)
    shuffled = random.Random(0)
    for number in range(rounds + 1):
        shuffled.shuffle(order)
        for name in order:
            gc.collect()
            run = await turns[name]()
            if number:
                runs[name].append(run)
    return {name: Result(tuple(done)) for name, done in runs.items()}


async def closed_loop(one: Callable[[int], Awaitable[object]], seconds: float) -> Run:
    """One event after another for about so many seconds, each waited for before the next.

    The rate counts seconds of our processor, not of the wall: nothing here waits for anything
    but itself, and what else the machine does meanwhile is not the contestant's doing.
    """
    worked = process_time()
    began = perf_counter()
    stamps = [began]
    number = 0
    while stamps[-1] - began < seconds:
        number += 1
        await one(number)
        stamps.append(perf_counter())
    return Run(number, process_time() - worked, differences(stamps))


def differences(stamps: Sequence[float]) -> tuple[float, ...]:
    """Sorted seconds between one instant and the next."""
    return tuple(sorted(later - sooner for sooner, later in pairwise(stamps)))
