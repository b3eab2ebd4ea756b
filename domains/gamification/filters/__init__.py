"""Which events are meant: a type, and conditions on its fields."""
