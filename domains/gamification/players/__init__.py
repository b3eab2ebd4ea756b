"""What other modules said about a player, as far as games and goals need it."""
