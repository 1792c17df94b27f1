"""Many papers of a kind at once."""
