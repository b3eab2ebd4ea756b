"""What every table of numbers is made of."""
