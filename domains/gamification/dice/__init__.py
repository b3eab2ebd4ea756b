"""The house throws a die for somebody."""
