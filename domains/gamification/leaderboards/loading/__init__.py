"""A crowd for developers: boards of any size in an empty database."""
