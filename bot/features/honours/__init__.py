"""Achievements that a custodian gives by hand: /honours."""
