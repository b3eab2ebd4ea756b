"""Names on boards that offend, taken by the house."""
