"""Rewards: besitos, experience, levels, streaks, achievements."""
