"""What a player has: /profile, /achievements."""
