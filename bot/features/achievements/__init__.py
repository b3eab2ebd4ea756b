"""The cabinet of achievements: /achievements."""
