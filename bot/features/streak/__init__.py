"""Days in a row, and what can be done for them: /streak."""
