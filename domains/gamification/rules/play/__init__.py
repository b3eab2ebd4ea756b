"""The numbers of goals, games and invitations."""
