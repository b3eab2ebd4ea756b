"""What a player owns beside besitos."""
