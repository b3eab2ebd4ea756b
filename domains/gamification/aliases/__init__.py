"""What players want to be called on boards (A8.3)."""
