"""What lifetime experience adds up to."""
