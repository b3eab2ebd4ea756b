"""What there is to do: /missions."""
