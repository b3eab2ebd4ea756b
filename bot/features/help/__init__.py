"""/help and /privacy."""
