"""What the bus keeps in the database: the event log, the inbox, unfinished deliveries."""
