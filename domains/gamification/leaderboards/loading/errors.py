"""Why a crowd cannot be loaded."""

from __future__ import annotations


class NotEmptyError(RuntimeError):
    """Somebody plays here already: a made-up crowd would win their prizes."""
