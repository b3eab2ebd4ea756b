"""What a player owns in besitos and where each came from: /balance, /history."""
