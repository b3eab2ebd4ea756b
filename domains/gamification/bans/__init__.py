"""What a ban means for the game."""
