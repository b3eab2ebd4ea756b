"""Boards in Redis: a faster copy of what the database says, or nothing at all."""
