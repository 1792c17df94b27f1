"""From a draft to a numbered paper and its files."""
