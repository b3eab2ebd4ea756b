"""When the garbage collector looks, and at what.

It follows every object that a program keeps, again and again. Ours keeps four hundred thousand
from its imports; to look through them takes a fifth of a second, in which nobody is answered.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_is_garbage() -> Iterator[None]:
    """While the program is imported, which leaves next to none: a fifth sooner."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep_what_is_here() -> None:
    """Everything is built: the collector need not look at it again.

    May be called again, when everything is built anew; what was kept before is let go.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
