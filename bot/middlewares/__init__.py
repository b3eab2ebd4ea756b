"""What happens around every update. Their order stands in bot/dispatcher.py."""
