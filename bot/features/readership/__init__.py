"""What an author's readers did: where they stop, and what they choose."""
