"""The numbers of the game, for custodians."""
