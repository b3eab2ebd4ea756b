"""For a while, play pays more."""
