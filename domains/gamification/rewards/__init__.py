"""What an action is worth to whom."""
