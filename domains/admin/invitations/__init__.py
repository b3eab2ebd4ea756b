"""Invitations that came too fast, for custodians to decide about."""
