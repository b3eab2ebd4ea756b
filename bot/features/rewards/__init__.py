"""Telling players what they earned."""
