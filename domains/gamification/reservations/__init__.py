"""Besitos set aside for something that is not certain yet."""
