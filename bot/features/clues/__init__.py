"""The backpack: /clues, /code, and /secret for custodians."""
