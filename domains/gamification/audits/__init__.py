"""Do the sums still add up? An account that does not spends nothing until it does."""
