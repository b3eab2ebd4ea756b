"""Versions of a story: published, pinned by readers, replaced, brought back."""
