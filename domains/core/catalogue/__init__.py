"""The reference pages about events, made from the event classes and the real wiring."""
