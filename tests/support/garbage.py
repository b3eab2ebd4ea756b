"""The collector does not look again and again at what was imported for good.

By default it visits every module, class and compiled pattern of the process many times in each
test; a quarter of Python's work in the suite was that. Whoever counts objects collects first.
"""

from __future__ import annotations

import gc

NEW_OBJECTS = 50_000
"""How many may be made before the youngest are looked at."""


def pytest_collection_finish() -> None:
    """Every test is imported: what lives now lives to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 10, 10)
