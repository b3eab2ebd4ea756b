"""What custodians may do, what they did, and the numbers they look at."""
