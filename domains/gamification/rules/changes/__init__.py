"""Numbers of the game that are changed while it runs."""
