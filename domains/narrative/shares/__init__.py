"""How many readers chose what: "62 % chose this", after the choice."""
