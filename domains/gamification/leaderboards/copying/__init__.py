"""What whoever keeps a copy of the boards asks the database."""
