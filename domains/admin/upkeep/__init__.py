"""Keeping the event bus in order, for custodians."""
