"""The colours of the house, in its lights: those of the charts, and what night makes of them."""

from __future__ import annotations

from bot.ui.charts import ACCENT, INK, PAPER, SECOND

__all__ = ["ACCENT", "INK", "PAPER", "SECOND"]

NIGHT, DUSK, MIST = "#17121f", "#3b3150", "#6d6187"
LAMP, EMBER, CREAM = "#f4c56f", "#d98a4b", "#f3e3c8"
GREEN, MOSS, LEAF = "#3f8f6f", "#2c5a4b", "#c9743a"
BRICK, STONE, WOOD, BARK = "#5c3642", "#4a4159", "#5b4040", "#33262f"
MOON, SNOW, SPRING = "#dfe3f0", "#c9cfe2", "#9fc3a5"
SKIN = "#e8c3a4"
