"""What there is to win, as data."""
