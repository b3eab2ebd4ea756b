"""Writing stories from the chat: /author."""
