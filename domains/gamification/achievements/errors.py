"""What is wrong with a definition."""

from __future__ import annotations


class InvalidCatalogueError(ValueError):
    """The catalogue of achievements contradicts itself or the events it counts."""
