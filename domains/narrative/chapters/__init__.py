"""Beginning chapters: the first one, the next one, the same one anew, one read before."""
