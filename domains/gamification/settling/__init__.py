"""How a duel ends."""
