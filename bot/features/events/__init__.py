"""The custodian's view of the event bus: /events."""
