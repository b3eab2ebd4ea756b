"""The bag: /inventory; using, wearing, giving."""
