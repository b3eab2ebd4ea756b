"""`python -m bot events …`: watch the event bus and mend what failed."""
