"""Things to do today, this week, once, or while an occasion lasts."""
