"""Things that one player gives to another."""
