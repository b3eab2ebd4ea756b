"""When a delivery that failed is tried again."""

from __future__ import annotations

import random
from datetime import timedelta

from domains.core.errors import RetryAfterError

QUICK_RETRY_SECONDS = 0.1
LONGEST_DELAY_SECONDS = 600.0


def delay(attempts: int, error: Exception, base_seconds: float) -> timedelta:
    """How long to wait after so many failed attempts: full jitter, growing to ten minutes.

    Failures that came together must not come back together. Who asked for a time gets it.
    """
    if isinstance(error, RetryAfterError):
        return timedelta(seconds=error.seconds)
    if attempts <= 1:
        return timedelta(seconds=random.uniform(0, QUICK_RETRY_SECONDS))
    longest = min(LONGEST_DELAY_SECONDS, base_seconds * 2 ** (attempts - 1))
    return timedelta(seconds=random.uniform(0, longest))
