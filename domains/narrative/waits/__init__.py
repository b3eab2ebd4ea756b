"""What time does to a page: doors that open later, decisions that take themselves."""
