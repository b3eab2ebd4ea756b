"""Who has earned how much, this week and ever (A8)."""
