"""Besitos that wait for a second custodian: /pending."""
