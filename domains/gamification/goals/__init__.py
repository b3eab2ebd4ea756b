"""Missions, gifts, games and invitations, put together."""
