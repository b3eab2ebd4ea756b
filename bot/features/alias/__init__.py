"""What one is called on boards: /alias."""
