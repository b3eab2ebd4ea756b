"""Boxes of surprises: published odds, pity, and a draw that is kept."""
