"""From an author's desk to every reader: publish, schedule, take back."""
