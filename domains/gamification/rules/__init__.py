"""Every number of the game, in one checked place."""

from __future__ import annotations

from domains.gamification.rules.model import GameRules

__all__ = ["GameRules"]
