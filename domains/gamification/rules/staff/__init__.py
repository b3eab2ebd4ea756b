"""What custodians may."""
