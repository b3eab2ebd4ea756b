"""Who reads: how they like to be told, and what the story may know about them."""
