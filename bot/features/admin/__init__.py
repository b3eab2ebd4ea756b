"""Running the house: /admin."""
