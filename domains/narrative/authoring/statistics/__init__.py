"""What players did with a chapter: for its author, without anybody's name."""
