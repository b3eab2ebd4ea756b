"""Diana herself: how she greets somebody, and what she would have them do next."""
