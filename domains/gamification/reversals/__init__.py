"""Taking back a line of the ledger, with another."""
