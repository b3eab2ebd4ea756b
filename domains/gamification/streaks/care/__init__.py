"""What a player can do for a streak: own freezes, mend a break."""
