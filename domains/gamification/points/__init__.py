"""The ledger of besitos and experience."""
