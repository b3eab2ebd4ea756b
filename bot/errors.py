"""Problems of the setup, each told in one sentence with its remedy."""

from __future__ import annotations


class StartupError(Exception):
    """The program cannot start as configured. The message is for the operator."""
