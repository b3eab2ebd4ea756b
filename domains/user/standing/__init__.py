"""What somebody may: their role and their plan."""
