"""The backpack: clues, what they make together, and secret words."""
