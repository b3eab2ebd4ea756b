"""What the bot waits for somebody to type. Kept in the database: a restart forgets nothing."""
