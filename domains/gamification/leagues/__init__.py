"""Leagues: thirty players of like habit, for a week (A8 rule 5)."""
