"""The writers' tools: compile, localise, check. Nothing here runs while people play."""
