"""Adjustments that wait for the yes of a second custodian (A1.10)."""
