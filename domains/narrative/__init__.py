"""The story: chapters told in turns, decisions, two characters who remember."""
