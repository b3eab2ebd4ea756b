"""Language and time zone: /settings."""
