"""The boards and the league: /leaderboard."""
