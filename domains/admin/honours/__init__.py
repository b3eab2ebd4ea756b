"""Achievements that are given by hand."""
