"""What a player has: /profile, /streak, /achievements, the history of besitos."""
