"""The stories beside the one that lies open: look at them, take one, come back."""
