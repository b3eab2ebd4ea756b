"""What there is in the story, whoever reads it."""
