"""What becomes of besitos that admins give and take back."""
