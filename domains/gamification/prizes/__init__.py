"""Handing out things that are no besitos."""
