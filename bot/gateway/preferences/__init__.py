"""What people want to be told, and when; and how often the house has nudged them."""
