"""Taking a turn of the story."""
