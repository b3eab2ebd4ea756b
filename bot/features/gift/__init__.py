"""The gift of the day: /gift."""
