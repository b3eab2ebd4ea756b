"""What an operator asked for and cannot have."""

from __future__ import annotations


class OperationRefusedError(Exception):
    """There is no such thing, or it may not be done now. The message is one sentence."""
