"""The rooms of things, put together."""
