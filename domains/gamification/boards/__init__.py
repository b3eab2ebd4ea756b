"""Boards, leagues and reminders, put together."""
