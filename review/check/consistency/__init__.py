"""Do the documents of one kit agree."""
