"""Decisions of the story that cost besitos."""
