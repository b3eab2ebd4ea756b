"""Questions: /trivia."""
