"""Cards: a board or a player as a picture for a phone, in the house's colours."""

from __future__ import annotations

from bot.ui.cards.board import BoardCard, BoardLine
from bot.ui.cards.profile import Figure, ProfileCard
from bot.ui.cards.studio import Studio

__all__ = ["BoardCard", "BoardLine", "Figure", "ProfileCard", "Studio"]
