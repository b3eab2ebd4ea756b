"""What players did, found and reached."""
