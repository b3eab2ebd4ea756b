"""Streaks that a custodian mends for nothing: /mend."""
