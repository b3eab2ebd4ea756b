"""Who gets which missions, and when."""
