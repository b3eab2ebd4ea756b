"""Drafts: stories that authors check, read and publish from the chat."""
