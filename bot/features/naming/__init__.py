"""Names on boards that offend: from a person's card."""
