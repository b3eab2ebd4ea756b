"""What all games for besitos share: how much somebody may lose in a day."""
