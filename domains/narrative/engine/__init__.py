"""Running compiled Ink. Everything that knows an interpreter lives here."""
