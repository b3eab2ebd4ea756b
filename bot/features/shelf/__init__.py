"""Beside the story: contents, relationships, clues, endings, and how it is told."""
