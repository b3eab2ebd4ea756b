"""The gift of the day."""
