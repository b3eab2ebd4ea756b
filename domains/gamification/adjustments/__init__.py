"""Besitos that admins give and take back."""
