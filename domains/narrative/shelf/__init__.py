"""Beside the story: its table of contents, and how a reader likes to be told."""
