"""Broken streaks, mended by the house without a price."""
