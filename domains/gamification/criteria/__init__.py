"""What can be counted, and how: the language of achievements and missions."""
