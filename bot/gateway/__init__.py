"""Calls out: rate lanes, waiting as told, unreachable people, durable notifications."""
