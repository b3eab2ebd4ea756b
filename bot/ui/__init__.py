"""What a player sees: screens, buttons, pictures, and how they reach the chat."""
