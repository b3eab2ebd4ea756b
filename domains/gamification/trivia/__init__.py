"""Questions with four answers, one of which is right."""
