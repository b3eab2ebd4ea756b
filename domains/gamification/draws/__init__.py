"""Chance that nobody can foresee, and everybody can repeat."""
