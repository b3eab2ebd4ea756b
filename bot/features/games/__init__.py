"""Dice and duels: /dice, /duel, and invitations to a duel."""
