"""Two players, the same questions, one stake each."""
