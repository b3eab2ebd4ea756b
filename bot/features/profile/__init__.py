"""What a player has: /profile, /streak, the history of besitos."""
