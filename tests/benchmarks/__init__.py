"""Measurements: `make bench`. Ratios within one run are the result, absolute numbers context."""
