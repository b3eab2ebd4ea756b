"""Things done once and for ever."""
