"""The front door and the hall: /start, /menu, /cancel."""
