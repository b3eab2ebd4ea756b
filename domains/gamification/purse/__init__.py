"""What a player may know of their besitos."""
