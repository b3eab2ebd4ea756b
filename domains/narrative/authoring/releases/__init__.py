"""Releases: how a draft becomes what everybody reads, now or later, and how it is taken back."""
