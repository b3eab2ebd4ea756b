"""What becomes of a period that is over: final places, prizes, and the end of its scores."""
