"""What was earned too fast waits until somebody, or time, lets it through."""
