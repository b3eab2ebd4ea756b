"""Limits of what is earned by playing: caps, cool-downs, repetitions, haste."""
