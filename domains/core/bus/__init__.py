"""The dispatcher and everything it is made of. Import the public names from `domains.core`."""
