"""What every desk of the custodians does: ask who may, and write down who did."""
