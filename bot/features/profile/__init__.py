"""What a player has: /profile."""
