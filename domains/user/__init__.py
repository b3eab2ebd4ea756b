"""People: who they are, what they may, how they wish to be addressed."""
