"""Criteria about when: so many within a time, one after the other."""
