"""What every room of the module can do."""
