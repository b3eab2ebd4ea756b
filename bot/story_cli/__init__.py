"""`python -m bot story`: what writers do on their own machine."""
