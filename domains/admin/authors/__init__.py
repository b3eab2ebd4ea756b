"""Who may write stories, and what they did with that."""
