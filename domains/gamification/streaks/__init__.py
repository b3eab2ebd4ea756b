"""Days in a row, counted in the player's own days."""
