"""When somebody is worth reminding. Whether they are reminded is the bot's to decide (A11)."""
