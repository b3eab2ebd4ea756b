"""Everything that one credit writes."""
