"""Reading and deciding: /story."""
