"""Going through the past for an achievement that is new."""
